import { isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls'
import type { HttpConnection } from '#domain/check.ts'
import { certificateOf } from './certificate.ts'
import { NoAnswerError } from './no-answer.ts'
import type { Way } from './way.ts'

export interface Encryption {
  /** The name or address that the certificate must be for. */
  servername: string
  clientCertificate: HttpConnection['clientCertificate']
  /** By ALPN, the best first. */
  protocols: readonly string[]
}

/**
 * TLS over a connected socket. The certificate is noted before it is judged, so that it is known also where it is bad.
 *
 * @throws {NoAnswerError} when the handshake fails, or the certificate is not to be trusted for the name
 */
export async function encrypt(socket: Socket, encryption: Encryption, { deadline, trace }: Way): Promise<TLSSocket> {
  trace.enter('tls')
  const secured = start(socket, encryption)
  // It ends the socket beneath it. Node crashes where that is destroyed first and this in the same turn.
  deadline.release(socket)
  deadline.hold(secured)
  await secure(secured)
  trace.leave()
  const certificate = certificateOf(secured)
  trace.note({ tls: { version: versionOf(secured), cipher: secured.getCipher().standardName, certificate } })
  if (!secured.authorized) throw distrust(secured, encryption.servername)
  return secured
}

function start(socket: Socket, { servername, clientCertificate, protocols }: Encryption): TLSSocket {
  return connect({
    socket,
    host: servername,
    servername: isIP(servername) === 0 ? servername : '',
    ALPNProtocols: [...protocols],
    // Judged below, when the certificate has been noted and before a byte is sent.
    rejectUnauthorized: false,
    ...(clientCertificate && { cert: clientCertificate.cert.reveal(), key: clientCertificate.key.reveal() }),
  })
}

function secure(secured: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    secured.once('secureConnect', resolve)
    secured.on('error', (cause) => {
      reject(cause instanceof NoAnswerError ? cause : new NoAnswerError('tls_failed', cause.message, { cause }))
    })
    secured.once('close', () => reject(new NoAnswerError('tls_failed', 'The socket closed during the TLS handshake')))
  })
}

/** `TLS 1.3`, as blackbox_exporter writes it. */
function versionOf(secured: TLSSocket): string {
  return (secured.getProtocol() ?? 'unknown').replace('TLSv', 'TLS ')
}

/** Why a certificate is not trusted. Node gives a code, or for the wrong name the message of its check. */
function distrust(secured: TLSSocket, servername: string): NoAnswerError {
  const code = String(secured.authorizationError)
  if (code === 'CERT_HAS_EXPIRED') return new NoAnswerError('certificate_expired', 'certificate has expired')
  const name =
    code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? checkServerIdentity(servername, secured.getPeerCertificate()) : null
  return new NoAnswerError('certificate_invalid', name?.message ?? DISTRUST.get(code) ?? code)
}

const DISTRUST = new Map([
  ['CERT_NOT_YET_VALID', 'certificate is not yet valid'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'issuer of the certificate is not known'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'issuer of the certificate is neither known nor sent'],
  ['CERT_REVOKED', 'certificate is revoked'],
])
