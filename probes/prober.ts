import type { ActiveCheck, Check } from '#domain/check.ts'
import type { Configuration, Control } from '#domain/configuration.ts'
import { UNOBSERVED } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'
import { NO_TRACER, type Span, type Tracer } from '#domain/tracing.ts'
import { type Controls, createControls } from './controls.ts'
import { createEgress, type Egress } from './egress.ts'
import { probe } from './probe.ts'
import { beginProbe, endProbe, hiddenTexts } from './probe-span.ts'
import { createSchedule, type ScheduleDeps } from './schedule.ts'

export interface ProberDeps extends Omit<ScheduleDeps, 'ask'> {
  /** Starts a monotonic watch; what it gives back reads it, in ms. */
  stopwatch: () => () => number
  /** Told of a fault of our own in asking; the outcome is then unknown. */
  onFault: (check: ActiveCheck, error: unknown) => void
  /** Tells each probe as a trace; none unless told. */
  tracer?: Tracer
}

export interface Prober {
  /** Begins to ask every check of a configuration that is asked from here. */
  start(configuration: Configuration): void
  /** Asks no more; resolves when what runs has ended. */
  stop(): Promise<void>
  /** When it last looked at the clock, by the monotonic one; `null` while it stands still. */
  tickedAt(): number | null
}

/** What a configuration is asked with. */
export interface Asking {
  ask: (check: ActiveCheck, span?: Span | null) => Promise<Result>
  controls: Controls
  egress: Egress
}

const CONTROL_TIMEOUT_MS = 2000

/** Asks the configured checks on their schedules, through one guarded way out; blames the controls' silence on us. */
export function createProber({ stopwatch, onFault, tracer = NO_TRACER, ...deps }: ProberDeps): Prober {
  let asking: Asking | undefined

  const ask = async (check: ActiveCheck, span: Span | null): Promise<Result> => {
    try {
      if (!asking) throw new Error('asked before it was started')
      return await asking.controls.vouch(await asking.ask(check, span))
    } catch (error) {
      onFault(check, error)
      return failed(check, deps.now())
    }
  }

  const schedule = createSchedule({
    ...deps,
    ask: async (check) => {
      const span = beginProbe(tracer, check)
      return span ? endProbe(span, await span.within(() => ask(check, span))) : ask(check, null)
    },
  })

  return {
    start: (configuration) => {
      asking = openAsking(configuration, { stopwatch, now: deps.now, monotonic: deps.monotonic })
      schedule.start(configuration.components.flatMap(({ checks }) => checks.filter(isActive)))
    },
    stop: async () => {
      await schedule.stop()
      asking?.egress.close()
      asking = undefined
    },
    tickedAt: schedule.tickedAt,
  }
}

/**
 * Opens the way out and what asks through it; whoever opens it closes its egress.
 *
 * @param withFindings  whether results tell every assertion, for who runs a check by hand
 */
export function openAsking(
  { errorCodes, egressAllow, controls, resetField, secrets = [] }: Configuration,
  { stopwatch, now, monotonic }: Pick<ProberDeps, 'stopwatch' | 'now' | 'monotonic'>,
  withFindings = false,
): Asking {
  const egress = createEgress({ allow: egressAllow, stopwatch })
  const hidden = hiddenTexts(secrets)
  return {
    egress,
    ask: (check, span = null) =>
      probe(check, { egress, errorCodes, resetField, now, stopwatch, withFindings, span, hidden }),
    controls: createControls(controls, { ask: (control) => reaches(egress, control), monotonic }),
  }
}

/** Whether a connection to a control can be made. */
async function reaches(egress: Egress, { host, port }: Control): Promise<boolean> {
  const message = { host, port, family: null, payload: null, isWhole: () => true }
  return (await egress.stream(message, { timeoutMs: CONTROL_TIMEOUT_MS })).ok
}

/** Whether a check is asked from here; a heartbeat speaks up by itself. */
export function isActive(check: Check): check is ActiveCheck {
  return check.kind !== 'heartbeat'
}

/** A fault of ours says nothing of the target. */
export function failed({ id, region }: ActiveCheck, at: number): Result {
  return {
    checkId: id,
    region,
    at,
    durationMs: 0,
    outcome: 'unknown',
    reasonCode: 'probe_failed',
    detail: null,
    retryAt: null,
    observed: UNOBSERVED,
    findings: [],
  }
}
