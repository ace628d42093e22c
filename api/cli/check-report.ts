import { styleText } from 'node:util'
import type { Check, ErrorCodes } from '#domain/check.ts'
import type { Certificate, Phases } from '#domain/observed.ts'
import { reasonText } from '#domain/reason.ts'
import type { Finding, Outcome, Result } from '#domain/result.ts'

/** A check run by hand, and what came of it. A heartbeat is not asked: it has no result. */
export interface Asked {
  check: Check
  result: Result | null
}

export interface Style {
  errorCodes: ErrorCodes
  /** Whether for a terminal that shows colours. */
  colour: boolean
}

/** What the process ends with, by the worst outcome; of nothing asked nothing is known. */
export function exitCodeOf(all: readonly Asked[]): number {
  const outcomes = all.flatMap(({ result }) => result?.outcome ?? [])
  if (outcomes.length === 0) return EXIT_CODES.unknown
  return Math.max(...outcomes.map((outcome) => EXIT_CODES[outcome]))
}

const EXIT_CODES = { up: 0, degraded: 1, down: 2, unknown: 3 } as const satisfies Record<Outcome, number>

/** One check in full: the outcome and why, what was measured, and every assertion in turn. */
export function describeAsked({ check, result }: Asked, style: Style): string {
  if (!result) return `${check.id} is passive: its job reports by itself, and nothing is asked from here.\n`
  const { outcome, observed, findings, durationMs, retryAt } = result
  const facts: [string, string | null][] = [
    ['asked', `once by ${check.kind}, ${new Date(result.at).toISOString()}`],
    ['reason', reasonOf(result, style.errorCodes)],
    // A failed assertion is told below, in its own line.
    ['detail', findings.some(({ held }) => !held) ? null : result.detail],
    ['took', `${durationMs} ms`],
    ['phases', phasesOf(observed.phases)],
    ['address', observed.family && `IPv${observed.family}`],
    ['encrypted', observed.tls && `${observed.tls.version}, ${observed.tls.cipher}`],
    ['certificate', observed.tls && certificateOf(observed.tls.certificate, result.at)],
    ['ask again', retryAt === null ? null : `not before ${new Date(retryAt).toISOString()}`],
  ]
  const told = facts.flatMap(([name, text]) => (text === null ? [] : [`  ${name.padEnd(12)} ${plain(text)}`]))
  const heading = `${check.id} is ${paint(COLOURS[outcome], outcome, style)}`
  return `${[heading, ...told, ...findingLines(findings, style)].join('\n')}\n`
}

/** Checks in a line each, the ids and outcomes aligned. */
export function tabulate(all: readonly Asked[], style: Style): string {
  const width = Math.max(0, ...all.map(({ check }) => check.id.length))
  const lines = all.map(({ check, result }) => {
    const id = check.id.padEnd(width)
    if (!result) return `${id}  ${'passive'.padEnd(8)}  ${'–'.padStart(9)}  reports by itself`
    const { outcome, durationMs } = result
    const why =
      result.outcome === 'up' ? '' : [reasonOf(result, style.errorCodes), result.detail].filter(Boolean).join(': ')
    const took = `${durationMs} ms`.padStart(9)
    return `${id}  ${paint(COLOURS[outcome], outcome.padEnd(8), style)}  ${took}  ${plain(why)}`.trimEnd()
  })
  return `${[...lines, '', countsOf(all)].join('\n')}\n`
}

/** A check for scripts; keys are always there, `null` where there is nothing. */
export function toDocument({ check, result }: Asked, errorCodes: ErrorCodes): object {
  const { id, kind, componentId: component } = check
  if (!result) return { id, kind, component, passive: true, outcome: 'unknown' }
  const { outcome, reasonCode, detail, durationMs, observed, findings, retryAt } = result
  const certificate = observed.tls?.certificate
  return {
    ...{ id, kind, component, passive: false, outcome },
    reason: reasonCode === null ? null : { code: reasonCode, text: reasonText(reasonCode, errorCodes) },
    ...{ detail, durationMs },
    at: new Date(result.at).toISOString(),
    retryAt: retryAt === null ? null : new Date(retryAt).toISOString(),
    phases: rounded(observed.phases),
    family: observed.family,
    certificate: certificate
      ? {
          subject: certificate.subject,
          issuer: certificate.issuer,
          expiresAt: new Date(certificate.earliestExpiry).toISOString(),
          daysLeft: daysLeft(certificate, result.at),
        }
      : null,
    findings,
  }
}

type Colour = Parameters<typeof styleText>[0]

const COLOURS = { up: 'green', degraded: 'yellow', down: 'red', unknown: 'magenta' } as const satisfies Record<
  Outcome,
  Colour
>

function findingLines(findings: readonly Finding[], style: Style): string[] {
  const width = Math.max(0, ...findings.map(({ asked }) => asked.length))
  return findings.map(({ asked, found, expected, held }) => {
    const mark = held ? paint('green', '✓', style) : paint('red', '✗', style)
    return `  ${mark} ${plain(asked).padEnd(width)}  found ${plain(found)}, expected ${plain(expected)}`
  })
}

function reasonOf({ reasonCode }: Result, errorCodes: ErrorCodes): string | null {
  return reasonCode === null ? null : `${reasonText(reasonCode, errorCodes)} (${reasonCode})`
}

/** The phases that there were, in their order; `null` when there was none. */
function phasesOf({ resolveMs, connectMs, tlsMs, processingMs, transferMs }: Phases): string | null {
  const named = { resolve: resolveMs, connect: connectMs, tls: tlsMs, processing: processingMs, transfer: transferMs }
  const told = Object.entries(named).flatMap(([name, ms]) => (ms === null ? [] : [`${name} ${ms.toFixed(1)} ms`]))
  return told.length > 0 ? told.join(', ') : null
}

/** To whole microseconds. */
function rounded(phases: Phases): object {
  const parts = Object.entries(phases).map(([name, ms]) => [name, ms === null ? null : Math.round(ms * 1000) / 1000])
  return Object.fromEntries(parts)
}

function certificateOf(certificate: Certificate, at: number): string {
  return `${certificate.subject}, issued by ${certificate.issuer}, ${daysLeft(certificate, at)} days left`
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Of the chain, rounded down to a tenth; negative once it is over. */
function daysLeft({ earliestExpiry }: Certificate, at: number): number {
  return Math.floor(((earliestExpiry - at) / DAY_MS) * 10) / 10
}

function countsOf(all: readonly Asked[]): string {
  const words = ['up', 'degraded', 'down', 'unknown', 'passive'] as const
  const counts = words.map((word) => ({
    word,
    count: all.filter(({ result }) => (result?.outcome ?? 'passive') === word).length,
  }))
  return counts.flatMap(({ word, count }) => (count > 0 ? [`${count} ${word}`] : [])).join(', ')
}

/** A text that can do nothing to a terminal: what servers say of themselves is in it. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}

function paint(colour: Colour, text: string, { colour: shown }: Style): string {
  return shown ? styleText(colour, text, { validateStream: false }) : text
}
