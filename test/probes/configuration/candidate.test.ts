import { describe, expect, test } from 'vitest'
import { readCandidate } from '../../../probes/configuration/candidate.ts'

const POLICY = { failAfter: 3, recoverAfter: 2, staleAfterMs: 95_000 }
const read = (text: string) => readCandidate(text, ['health', 'login'], 'candidate.yaml')

describe('readCandidate', () => {
  test('lays what it says of all checks over the configuration, and what it says of one over that', () => {
    const policyOf = read('defaults: { failAfter: 5, staleAfter: 2m }\nchecks: { login: { failAfter: 1 } }')
    expect(policyOf({ id: 'health', policy: POLICY })).toEqual({ ...POLICY, failAfter: 5, staleAfterMs: 120_000 })
    expect(policyOf({ id: 'login', policy: POLICY })).toEqual({ ...POLICY, failAfter: 1, staleAfterMs: 120_000 })
  })

  test('that says nothing changes nothing', () => expect(read('{}')({ id: 'health', policy: POLICY })).toEqual(POLICY))

  test.each<[string, RegExp]>([
    ['defaults: { failAfter: 0 }', /candidate\.yaml has 1 fault:\n {2}defaults\.failAfter: expected .*, got 0/],
    ['checks: { apj: { failAfter: 1 } }', /checks\.apj: expected the id of a check: health, login, got "apj"/],
    ['failAfter: 1', /failAfter: expected /],
    ['a: [', /line 1, column \d+: expected valid YAML/],
  ])('%j is refused', (text, message) => expect(() => read(text)).toThrow(message))
})
