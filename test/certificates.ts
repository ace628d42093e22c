import type { Certificate } from '#domain/observed.ts'

/** What a server's chain says, long before its end. */
export const CERTIFICATE: Certificate = {
  subject: 'CN=api.scopien.com',
  issuer: 'CN=Example CA, O=Example',
  subjectAltName: 'DNS:api.scopien.com',
  serialNumber: '01',
  fingerprint: '00'.repeat(32),
  earliestExpiry: Date.parse('2026-04-22T00:00:00Z'),
  lastChainExpiry: Date.parse('2026-04-22T00:00:00Z'),
}
