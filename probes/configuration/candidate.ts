import * as z from 'zod'
import type { Check } from '#domain/check.ts'
import type { Policy } from '#domain/verdict.ts'
import { ConfigurationError, showPath, showValue } from './faults.ts'
import { duration } from './scalars.ts'
import { expectation, shapeFaults } from './shape-faults.ts'
import { parseYaml } from './yaml.ts'

/** The policy that a check would be judged by. */
export type CandidatePolicy = (check: Pick<Check, 'id' | 'policy'>) => Policy

const policy = z.strictObject({
  failAfter: z.int().min(1).max(100).optional(),
  recoverAfter: z.int().min(1).max(100).optional(),
  staleAfter: duration.optional(),
})
const candidate = z.strictObject({ defaults: policy.default({}), checks: z.record(z.string(), policy).default({}) })

/**
 * Reads a policy to be tried: `defaults` for all checks and `checks` by id, each over what the configuration says.
 *
 * @param known   the ids of the checks that there are
 * @param source  the file's name, for the message
 * @throws {ConfigurationError} with every fault found
 */
export function readCandidate(text: string, known: readonly string[], source: string): CandidatePolicy {
  const value = parseYaml(text, source)
  const parsed = candidate.safeParse(value, { error: expectation })
  if (!parsed.success)
    throw new ConfigurationError(
      source,
      parsed.error.issues.flatMap((one) => shapeFaults(one, value)),
    )
  const { defaults, checks } = parsed.data
  const unknown = Object.keys(checks).filter((id) => !known.includes(id))
  if (unknown.length > 0) {
    const expected = `the id of a check: ${known.join(', ')}`
    const faults = unknown.map((id) => ({ path: showPath(['checks', id]), expected, got: showValue(id) }))
    throw new ConfigurationError(source, faults)
  }
  return ({ id, policy }) => overlaid(overlaid(policy, defaults), checks[id] ?? {})
}

function overlaid(below: Policy, { failAfter, recoverAfter, staleAfter }: z.infer<typeof policy>): Policy {
  return {
    failAfter: failAfter ?? below.failAfter,
    recoverAfter: recoverAfter ?? below.recoverAfter,
    staleAfterMs: staleAfter ?? below.staleAfterMs,
  }
}
