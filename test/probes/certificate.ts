import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'

/** A DER element: tag, length, content. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const wide = body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255]
  const length = body.length < 128 ? [body.length] : wide
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const sequence = (...content: Uint8Array[]) => der(0x30, ...content)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'))

function name(common: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(common)))))
}

function utcTime(at: Date): Buffer {
  return der(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2)}`,
    ),
  )
}

export interface Pair {
  cert: string
  key: string
}

/** A certificate for a DNS name, and its key, both PEM; signed by itself unless an issuer's name and key are given. */
export function certify(host: string, from: string, until: string, issuer?: { name: string; key: string }): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const alternative = sequence(der(0x82, Buffer.from(host)))
  const authority = sequence(der(0x01, Buffer.from([255])))
  const extensions = sequence(
    sequence(oid('551d11'), der(0x04, alternative)),
    sequence(oid('551d13'), der(0x01, Buffer.from([255])), der(0x04, authority)),
  )
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_SHA256,
    name(issuer?.name ?? host),
    sequence(utcTime(new Date(from)), utcTime(new Date(until))),
    name(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signer = issuer ? createPrivateKey(issuer.key) : privateKey
  const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, signer))
  const encoded = sequence(signed, ECDSA_SHA256, signature).toString('base64')
  const cert = `-----BEGIN CERTIFICATE-----\n${encoded.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}
