import { randomInt } from 'node:crypto'
import { BARE_ANSWER, type NoAnswer, type Reply } from '#domain/answer.ts'
import type { DnsCheck } from '#domain/check.ts'
import { addPhases } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'
import type { ProbeDeps } from './deps.ts'
import { decodeAnswer, encodeQuestion, isAnswerTo, isTruncated, type Question } from './dns-message.ts'
import type { Limits } from './limits.ts'
import type { BytesReply, Message } from './message.ts'
import { NoAnswerError, noAnswer } from './no-answer.ts'
import { toResult } from './result.ts'

/** How often a question is sent within the deadline, since a packet may get lost. Each waits until the deadline. */
const TRIES = 3
const LENGTH_BYTES = 2

/**
 * Asks the resolver once, over UDP, and over TCP what does not fit. A failing resolver is a result, never an exception.
 * Only an answer to this very question from the address asked is heard; whatever else comes is passed over.
 */
export async function probeDns(check: DnsCheck, deps: ProbeDeps): Promise<Result> {
  const { span = null } = deps
  const elapsedMs = deps.stopwatch()
  const leftMs = () => Math.max(1, Math.floor(check.timeoutMs - elapsedMs()))
  const heard = await firstHeard((limits) => askByDatagram(check, deps, { ...limits, span }), check.timeoutMs)
  const whole =
    heard.ok && isTruncated(heard.heard) ? await askByStream(check, heard, deps, { timeoutMs: leftMs(), span }) : heard
  return toResult(check, toReply(whole), elapsedMs(), deps)
}

/** The bytes that came back for a question. */
type Heard = BytesReply & { question: Question }

async function askByDatagram(check: DnsCheck, { egress }: ProbeDeps, limits: Limits): Promise<Heard> {
  const question = questionOf(check)
  const isWhole = (packet: Uint8Array) => isAnswerTo(question, packet)
  const message = { ...endpointOf(check), payload: encodeQuestion(question), isWhole }
  return { ...(await egress.datagram(message, limits)), question }
}

/** Over TCP a message comes after its length (RFC 7766); the connection is this question's own, so nothing else comes. */
async function askByStream(check: DnsCheck, before: Heard, { egress }: ProbeDeps, limits: Limits): Promise<Heard> {
  const question = questionOf(check)
  const asked = encodeQuestion(question)
  const payload = Buffer.concat([Buffer.from([asked.length >> 8, asked.length & 0xff]), asked])
  const reply = await egress.stream({ ...endpointOf(check), payload, isWhole: hasItsLength }, limits)
  const phases = addPhases(before.observed.phases, reply.observed.phases)
  const observed = { ...reply.observed, phases }
  const heard = reply.heard.subarray(LENGTH_BYTES, LENGTH_BYTES + lengthOf(reply.heard))
  const cutShort = !reply.ok && reply.reasonCode === 'connection_failed' && reply.heard.length > 0
  return { ...reply, ...(cutShort && CUT_SHORT), observed, heard, question }
}

const CUT_SHORT: NoAnswer = { reasonCode: 'protocol_error', detail: 'The answer ends before its length' }

function questionOf({ name, type }: DnsCheck): Question {
  return { id: randomInt(0x1_0000), name, type }
}

function endpointOf({ resolver, family }: DnsCheck): Pick<Message, 'host' | 'port' | 'family'> {
  return { ...resolver, family }
}

function hasItsLength(heard: Uint8Array): boolean {
  return heard.length >= LENGTH_BYTES && heard.length >= LENGTH_BYTES + lengthOf(heard)
}

/** The length that stands before a message. */
function lengthOf([high = 0, low = 0]: Uint8Array): number {
  return (high << 8) + low
}

function toReply({ question, heard, ...reply }: Heard): Reply {
  if (!reply.ok) return reply
  const { observed } = reply
  try {
    if (!isAnswerTo(question, heard)) throw new NoAnswerError('protocol_error', 'The answer is to another question')
    const { rcode, records, seen } = decodeAnswer(heard, question)
    return { ...BARE_ANSWER, ok: true, rcode, records, observed: { ...observed, dns: seen } }
  } catch (error) {
    return { ok: false, ...noAnswer(error), observed }
  }
}

/**
 * Asks several times, the later the less time is left, until one is heard; every one is listened to until the deadline,
 * so that a resolver that is slow is heard as well. When all are met with silence, the last of it.
 */
function firstHeard(ask: (limits: Limits) => Promise<Heard>, timeoutMs: number): Promise<Heard> {
  const { promise, resolve, reject } = Promise.withResolvers<Heard>()
  let silences = 0
  const settle = (reply: Heard) => {
    if (reply.ok || reply.reasonCode !== 'timeout') resolve(reply)
    else if (++silences === TRIES) resolve(reply)
  }
  const begin = (afterMs: number) => void ask({ timeoutMs: timeoutMs - afterMs }).then(settle, reject)
  const waits = Array.from({ length: TRIES - 1 }, (_, index) => Math.round(((index + 1) * timeoutMs) / TRIES))
  const timers = waits.map((afterMs) => setTimeout(begin, afterMs, afterMs))
  begin(0)
  return promise.finally(() => timers.forEach(clearTimeout))
}
