import type { Reply } from '#domain/answer.ts'
import type { Assertion, Scalar } from '#domain/assertion.ts'
import type { SequenceCheck, SequenceStep } from '#domain/check.ts'
import { type Judgement, judgeAnswer, judgeNoAnswer } from '#domain/judge-answer.ts'
import { addPhases, type Observed, UNOBSERVED } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'
import { fillRequest, takeValues, valueSecrets } from '#domain/template.ts'
import type { ProbeDeps } from './deps.ts'
import { toRequest } from './http.ts'

/** How far a sequence has come. */
interface Course {
  /** Reads the watch over the whole, in ms. */
  elapsedMs: () => number
  values: Map<string, Scalar>
  /** The last answer's, the phases those of all. */
  observed: Observed
  findings: Result['findings']
}

/**
 * Asks the steps in order, under one deadline over all; what a step takes from its answer, those after it may use. A
 * step that gives no answer or fails its own expectations ends the sequence, which then says what that step says, by
 * name; the last answer has to meet the check's expectations too. Phases are summed. Cookies are not kept: a session
 * that lives in one is passed on by taking the header `set-cookie`.
 *
 * @throws {RangeError} when a step asks for a value that none before it takes
 */
export async function probeSequence(check: SequenceCheck, deps: ProbeDeps): Promise<Result> {
  const course: Course = { elapsedMs: deps.stopwatch(), values: new Map(), observed: UNOBSERVED, findings: [] }
  let judgement = UP
  for (const step of check.steps) {
    judgement = await takeStep(check, step, course, deps)
    if (judgement.outcome !== 'up') break
  }
  const { id: checkId, region } = check
  const durationMs = Math.round(course.elapsedMs())
  const { observed, findings } = course
  return { checkId, region, at: deps.now(), durationMs, ...judgement, observed, findings }
}

const UP: Judgement = { outcome: 'up', reasonCode: null, detail: null, retryAt: null, findings: [] }

async function takeStep(
  check: SequenceCheck,
  step: SequenceStep,
  course: Course,
  { egress, span, hidden = [], ...deps }: ProbeDeps,
): Promise<Judgement> {
  const filled = fillRequest(step, course.values)
  if (!filled.ok) return named(step, unexpected(`a value taken before cannot stand in ${filled.part}`))
  const begunAt = course.elapsedMs()
  const taking = span?.begin(step.name) ?? null
  const reply = await egress.request(toRequest(filled.request, check), {
    timeoutMs: leftMs(check.timeoutMs - begunAt),
    span: taking,
    hidden: [...valueSecrets(course.values.values()), ...hidden],
  })
  const { observed } = reply
  course.observed = { ...observed, phases: addPhases(course.observed.phases, observed.phases) }
  const judgement = judgeStep(check, step, reply, course, { ...deps, stepMs: course.elapsedMs() - begunAt })
  if (judgement.outcome !== 'up') taking?.fail(judgement.reasonCode ?? judgement.outcome)
  taking?.end()
  return judgement
}

/** A timer takes no less than one. */
function leftMs(ms: number): number {
  return Math.max(1, Math.floor(ms))
}

type JudgeDeps = Omit<ProbeDeps, 'egress'> & { stepMs: number }

function judgeStep(
  check: SequenceCheck,
  step: SequenceStep,
  reply: Reply,
  course: Course,
  { stepMs, now, stopwatch, ...deps }: JudgeDeps,
): Judgement {
  const taken = reply.ok ? takeValues(step, reply) : new Map<string, Scalar | undefined>()
  // Before anything is said of the answer: a value taken from it may be a credential.
  const secrets = valueSecrets([...course.values.values(), ...taken.values()])
  if (!reply.ok) return named(step, judgeNoAnswer(check, reply, { secrets }))
  const judge = (expect: readonly Assertion[], tookMs: number) => {
    const circumstances = { ...deps, durationMs: Math.round(tookMs), at: now(), secrets }
    return judgeAnswer({ ...check, expect }, reply, circumstances)
  }
  const isLast = step === check.steps.at(-1)
  const own = named(step, judge(isLast ? [...step.expect, ...statuses(check.expect)] : step.expect, stepMs))
  course.findings = [...course.findings, ...own.findings]
  if (own.outcome !== 'up') return own
  const missing = keep(taken, course.values)
  if (missing) return named(step, unexpected(`${missing} to take: found nothing, expected a value`))
  if (!isLast) return own
  const whole = judge([...statuses(step.expect), ...check.expect], course.elapsedMs())
  course.findings = [...course.findings, ...whole.findings]
  return whole
}

/** A status that one of the last step and the check expects, the other does not contradict by what goes without saying. */
function statuses(expect: readonly Assertion[]): Assertion[] {
  return expect.filter(({ fact }) => fact === 'status')
}

/** Keeps what was taken; the name of the first that was not there, else `null`. */
function keep(taken: ReadonlyMap<string, Scalar | undefined>, values: Map<string, Scalar>): string | null {
  for (const [name, value] of taken) {
    if (value === undefined) return name
    values.set(name, value)
  }
  return null
}

function unexpected(detail: string): Judgement {
  return { ...UP, outcome: 'down', reasonCode: 'unexpected_answer', detail }
}

/** What is said of a step, with its name. */
function named({ name }: SequenceStep, judgement: Judgement): Judgement {
  const findings = judgement.findings.map((finding) => ({ ...finding, asked: `${name}: ${finding.asked}` }))
  const detail = judgement.detail === null ? null : `step "${name}": ${judgement.detail}`
  return { ...judgement, detail, findings }
}
