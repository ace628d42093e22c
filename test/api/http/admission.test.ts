import { describe, expect, test } from 'vitest'
import { createAdmission } from '../../../api/http/admission.ts'
import { createClientAddress } from '../../../api/http/client-address.ts'

/** Asks so often at one instant; how many were let in. */
function admittedOf(count: number, from: (n: number) => [remote: string, forwardedFor?: string]): number {
  const admit = createAdmission(createClientAddress(['10.0.0.1']), () => 0)
  return Array.from({ length: count }, (_, n) => {
    try {
      const [remote, forwardedFor] = from(n)
      admit(remote, forwardedFor)
      return 1
    } catch {
      return 0
    }
  }).reduce((sum: number, one) => sum + one, 0)
}

describe('createAdmission', () => {
  test.each<[string, number, (n: number) => [string, string?]]>([
    ['one address', 50, () => ['192.0.2.1']],
    ['one network of IPv6', 50, (n) => [`2001:db8::${n}`]],
    ['one address that claims to be many', 50, (n) => ['192.0.2.1', `198.51.100.${n}`]],
    ['many addresses', 100, (n) => [`192.0.2.${n}`]],
    ['many behind a proxy of ours', 100, (n) => ['10.0.0.1', `198.51.100.${n}`]],
    ['one behind a proxy of ours', 50, () => ['10.0.0.1', '198.51.100.7']],
  ])('of a hundred requests of %s at once, lets in %i', (_who, expected, from) =>
    expect(admittedOf(100, from)).toBe(expected),
  )

  test('tells who is not let in when to come again, and lets in then', () => {
    let now = 0
    const admit = createAdmission(createClientAddress([]), () => now)
    const ask = () => admit('192.0.2.1', undefined)
    for (let n = 0; n < 50; n++) ask()
    expect(ask).toThrow(expect.objectContaining({ code: 'RATE_001', headers: { 'Retry-After': '1' } }))
    now += 100
    expect(ask).not.toThrow()
  })
})
