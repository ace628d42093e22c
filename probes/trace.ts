import { isIP } from 'node:net'
import { type Observed, type Phases, UNOBSERVED } from '#domain/observed.ts'
import type { Span, SpanOptions } from '#domain/tracing.ts'

/** A part of a probe. */
export type Phase = 'resolve' | 'connect' | 'tls' | 'processing' | 'transfer'

/** What is measured and seen while a probe runs. One phase runs at a time. */
export interface Trace {
  /** Ends the phase that runs, and begins another; one that was there before goes on counting. */
  enter(phase: Phase): void
  /** Ends the phase that runs. */
  leave(): void
  /** Begins what the phases to come are parts of, in place of what was begun before; `null` where nothing is traced. */
  begin(name: string, describe: () => SpanOptions): Span | null
  /** What runs has failed. */
  fail(errorType: string): void
  /** Which phase runs. */
  phase(): Phase | null
  /** A connection to an address was made. */
  reached(address: string, port: number): void
  note(more: Partial<Omit<Observed, 'phases'>>): void
  /** What was seen so far. */
  seen(): Readonly<Omit<Observed, 'phases'>>
  /** All of it, the phase that still runs counted up to now: it is the one in which the probe failed. */
  observed(): Observed
}

/**
 * Begins to watch, with a monotonic watch of its own.
 *
 * @param span  what the phases are parts of, where they are traced
 */
export function startTrace(stopwatch: () => () => number, span: Span | null = null): Trace {
  const elapsedMs = stopwatch()
  const phases: Phases = { ...UNOBSERVED.phases }
  const seen: Observed = { ...UNOBSERVED, phases }
  let running: Phase | null = null
  let since = 0
  let part: Span | null = null
  let phaseSpan: Span | null = null
  const enter = (next: Phase | null) => {
    const at = elapsedMs()
    if (running) phases[KEYS[running]] = (phases[KEYS[running]] ?? 0) + at - since
    running = next
    since = at
    if (!span) return
    phaseSpan?.end()
    phaseSpan = next && (part ?? span).begin(next)
  }
  return {
    enter,
    leave: () => enter(null),
    begin: (name, describe) => {
      if (!span) return null
      enter(null)
      part?.end()
      part = span.begin(name, describe())
      return part
    },
    fail: (errorType) => {
      phaseSpan?.fail(errorType)
      part?.fail(errorType)
    },
    phase: () => running,
    reached: (address, port) => {
      seen.family = isIP(address) === 6 ? 6 : 4
      const reaching = part ?? span
      reaching?.note({ 'network.peer.address': address, 'network.peer.port': port })
    },
    note: (more) => void Object.assign(seen, more),
    seen: () => seen,
    observed: () => {
      enter(null)
      part?.end()
      return seen
    },
  }
}

const KEYS = {
  resolve: 'resolveMs',
  connect: 'connectMs',
  tls: 'tlsMs',
  processing: 'processingMs',
  transfer: 'transferMs',
} as const satisfies Record<Phase, keyof Phases>
