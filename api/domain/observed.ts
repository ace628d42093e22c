/** How long each part of a probe took, ms, from the sockets; `null` where there was no such part. Summed over redirects. */
export interface Phases {
  resolveMs: number | null
  connectMs: number | null
  tlsMs: number | null
  /** From the request sent to the first byte of the answer. */
  processingMs: number | null
  /** From the first byte to the last. */
  transferMs: number | null
}

/** The chain that a server showed, whether or not it was trusted. Instants are ms since the epoch. */
export interface Certificate {
  subject: string
  issuer: string
  /** As the certificate writes them: `DNS:example.com, DNS:www.example.com`. */
  subjectAltName: string
  serialNumber: string
  /** SHA-256, lower-case hex. */
  fingerprint: string
  /** The earliest end among all certificates of the chain. */
  earliestExpiry: number
  /** The end of the last certificate of the chain that lives longest, `earliestExpiry` where there is one. */
  lastChainExpiry: number
}

/** What a probe measured and saw beside its verdict, for metrics and for whoever runs one by hand; never stored. */
export interface Observed {
  phases: Phases
  /** The family of the address that was asked; `null` when none was reached. */
  family: 4 | 6 | null
  tls: { version: string; cipher: string; certificate: Certificate } | null
  http: {
    status: number
    /** `1.1` or `2`. */
    version: string
    /** Whether the last request was over TLS. */
    secure: boolean
    redirects: number
    /** As the header says; `null` when it does not. */
    contentLength: number | null
    bodyBytes: number
    /** Of the `Last-Modified` header. */
    lastModifiedAt: number | null
  } | null
  dns: { rcode: string; answers: number; authorities: number; additionals: number; serial: number | null } | null
  websocket: { status: number; upgraded: boolean } | null
}

/** Nothing measured, nothing seen. */
export const UNOBSERVED: Observed = {
  phases: { resolveMs: null, connectMs: null, tlsMs: null, processingMs: null, transferMs: null },
  family: null,
  tls: null,
  http: null,
  dns: null,
  websocket: null,
}

/** The phases of two connections, one after the other. A part that neither had stays `null`. */
export function addPhases(first: Phases, then: Phases): Phases {
  const sum = (a: number | null, b: number | null) => (a === null ? b : a + (b ?? 0))
  return {
    resolveMs: sum(first.resolveMs, then.resolveMs),
    connectMs: sum(first.connectMs, then.connectMs),
    tlsMs: sum(first.tlsMs, then.tlsMs),
    processingMs: sum(first.processingMs, then.processingMs),
    transferMs: sum(first.transferMs, then.transferMs),
  }
}
