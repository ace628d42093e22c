import type { Assertion } from './assertion.ts'
import type { Check } from './check.ts'

/**
 * What a check expects, with what goes without saying in front, since it explains what follows from it:
 *
 * - of HTTP a status of 200 to 299, of a WebSocket 101, unless `expect` says another
 * - of a conversation the awaited text
 * - of the DNS `NOERROR` and at least one record, unless `expect` speaks of either
 */
export function expectations(check: Check): readonly Assertion[] {
  const said = (fact: Assertion['fact']) => check.expect.some((assertion) => assertion.fact === fact)
  switch (check.kind) {
    case 'http':
    case 'sequence':
      return said('status') ? check.expect : [SUCCESS, ...check.expect]
    case 'websocket':
      return [...(said('status') ? [] : [UPGRADED]), awaited(check.answer), ...check.expect]
    case 'tcp':
      return check.answer === null ? check.expect : [awaited(check.answer), ...check.expect]
    case 'dns':
      return [...(said('rcode') ? [] : [NOERROR]), ...(said('rcode') || said('records') ? [] : [ANY]), ...check.expect]
    case 'tls':
    case 'heartbeat':
      return check.expect
  }
}

const SUCCESS: Assertion = { fact: 'status', ranges: [{ from: 200, to: 299 }], otherwise: 'down' }
const UPGRADED: Assertion = { fact: 'status', ranges: [{ from: 101, to: 101 }], otherwise: 'down' }
const NOERROR: Assertion = { fact: 'rcode', is: 'NOERROR', otherwise: 'down' }
const ANY: Assertion = { fact: 'records', include: [], otherwise: 'down' }

function awaited(text: string): Assertion {
  return { fact: 'body', is: { op: 'contains', text }, otherwise: 'down' }
}
