import { createEgress, type EgressOptions } from './egress.ts'

const TIMEOUT_MS = 10_000

/**
 * Asks an address once, by the same guarded way out as every probe; redirects are not followed.
 *
 * @param allow  networks that may be reached although they are not public
 * @returns `null` when it answered with a 2xx, else why that is not so, without a word of the address
 */
export async function ping(
  url: string,
  { allow, stopwatch }: Pick<EgressOptions, 'allow' | 'stopwatch'>,
): Promise<string | null> {
  const egress = createEgress({ allow, stopwatch })
  try {
    const reply = await egress.request({ ...PLAIN, url }, { timeoutMs: TIMEOUT_MS })
    if (!reply.ok) return reply.reasonCode
    const { status } = reply
    return status !== null && status >= 200 && status < 300 ? null : `status ${status}`
  } finally {
    egress.close()
  }
}

const PLAIN = {
  method: 'GET',
  headers: {},
  body: null,
  clientCertificate: null,
  redirects: 0,
  family: null,
  http2: false,
  keep: null,
} as const
