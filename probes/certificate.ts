import type { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { Certificate } from '#domain/observed.ts'
import { NoAnswerError } from './no-answer.ts'

/** The longest chain that is followed; a server may send one that leads in a circle. */
const LONGEST_CHAIN = 10

/**
 * What the certificate that a server showed says, trusted or not.
 *
 * @throws {NoAnswerError} when it showed none
 */
export function certificateOf(secured: TLSSocket): Certificate {
  const leaf = secured.getPeerX509Certificate()
  if (!leaf) throw new NoAnswerError('tls_failed', 'The server showed no certificate')
  const earliestExpiry = Math.min(...chainOf(leaf).map(({ validToDate }) => validToDate.getTime()))
  return {
    subject: distinguished(leaf.subject),
    issuer: distinguished(leaf.issuer),
    subjectAltName: leaf.subjectAltName ?? '',
    serialNumber: leaf.serialNumber.toLowerCase(),
    fingerprint: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
    earliestExpiry,
    // One chain is built of what the server sent, so the one that lives longest is that one.
    lastChainExpiry: earliestExpiry,
  }
}

/** A certificate and those that vouch for it, as far as they are known. */
function chainOf(leaf: X509Certificate): X509Certificate[] {
  const chain = [leaf]
  for (let next = leaf.issuerCertificate; next && chain.length < LONGEST_CHAIN; next = next.issuerCertificate) {
    if (next.fingerprint256 === chain.at(-1)?.fingerprint256) break
    chain.push(next)
  }
  return chain
}

/** A distinguished name on one line, the most particular part in front: `CN=example.com,O=Example,C=GB`. */
function distinguished(lines: string | undefined): string {
  return (lines ?? '').split('\n').reverse().join(',')
}
