import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { obeySignals } from '../../api/lifecycle.ts'
import { componentOf, configurationOf } from '../facts.ts'

const SIGNALS = ['SIGHUP', 'SIGUSR2', 'SIGTERM', 'SIGINT'] as const
const OLD = configurationOf([componentOf('old')])
const NEW = configurationOf([componentOf('new')])
const never = () => new Promise<void>(() => undefined)
const fails = () => Promise.reject(new Error('database is locked'))

let before: Map<NodeJS.Signals, unknown[]>
beforeEach(() => {
  vi.useFakeTimers()
  before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]))
})
afterEach(() => {
  vi.useRealTimers()
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.includes(listener)) process.off(signal, listener)
    }
  }
})

/** Obeys signals with parts that note what is asked of them, in order. */
function obey(
  changes: Partial<
    Record<'configure' | 'flush' | 'probes' | 'housekeeping' | 'readers' | 'traces', () => Promise<void>>
  > = {},
) {
  const calls: string[] = []
  const errors: unknown[] = []
  const noting = (name: string, work?: () => Promise<void>) => async () => {
    calls.push(name)
    await work?.()
  }
  const exit = vi.fn()
  const close = (then: () => void) => {
    calls.push('close')
    void (changes.readers?.() ?? Promise.resolve()).then(then)
  }
  const server = {
    close,
    closeIdleConnections: () => void calls.push('close idle'),
    closeAllConnections: () => void calls.push('close all'),
  }
  obeySignals({
    configuration: OLD,
    loadConfiguration: () => NEW,
    exit,
    parts: {
      status: { configure: noting('configure', changes.configure), flush: noting('flush', changes.flush) },
      prober: {
        start: ({ components }) => void calls.push(`ask ${components[0]?.id}`),
        stop: noting('ask no more', changes.probes),
      },
      server: server as never,
      housekeeping: noting('housekeeping', changes.housekeeping),
      db: { close: async () => void calls.push('close database') },
      ...(changes.traces && { tracing: { close: changes.traces } }),
      log: { info: vi.fn(), warn: vi.fn(), error: (fields: unknown) => void errors.push(fields) } as never,
    },
  })
  return { calls, errors, exit }
}

/** Sends a signal and lets so much time go by. */
async function send(signal: NodeJS.Signals, ms = 0): Promise<void> {
  process.emit(signal)
  await vi.advanceTimersByTimeAsync(ms)
}

const WHOLE_STOP = ['close', 'close idle', 'ask no more', 'close all', 'flush', 'housekeeping', 'close database']

describe('SIGTERM', () => {
  test('stops all parts in order and exits with 0', async () => {
    const { calls, errors, exit } = obey()
    await send('SIGTERM')
    expect(calls).toEqual(WHOLE_STOP)
    expect(exit.mock.calls).toEqual([[0]])
    expect(errors).toEqual([])
  })

  test('a step that fails is logged, and the later ones are still done', async () => {
    const { calls, errors, exit } = obey({ probes: fails, flush: fails, housekeeping: fails })
    await send('SIGTERM')
    expect(calls).toEqual(WHOLE_STOP)
    expect(errors).toMatchObject([{ step: 'probes' }, { step: 'results' }, { step: 'housekeeping' }])
    expect(exit.mock.calls).toEqual([[0]])
  })

  test('steps that never end take 9 s together, and the database is closed', async () => {
    const { calls, exit } = obey({ probes: never, readers: never, flush: never, housekeeping: never, traces: never })
    await send('SIGTERM', 9000)
    expect(calls).toEqual(WHOLE_STOP)
    expect(exit.mock.calls).toEqual([[0]])
  })

  test('traces that cannot be sent are waited for for two seconds', async () => {
    const { exit, errors } = obey({ traces: never })
    await send('SIGTERM', 1999)
    expect(exit).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(exit.mock.calls).toEqual([[0]])
    expect(errors).toMatchObject([{ step: 'traces' }])
  })

  test('after a SIGHUP that waits for hanging probes it ends in 9 s, and asks no more', async () => {
    let letGo: () => void = () => undefined
    const hanging = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const { calls, exit } = obey({ probes: () => hanging })
    await send('SIGHUP', 100)
    await send('SIGTERM', 4400)
    letGo()
    await vi.advanceTimersByTimeAsync(100)
    expect(exit.mock.calls).toEqual([[0]])
    expect(calls.filter((call) => call.startsWith('ask '))).toEqual(['ask no more', 'ask no more'])
  })

  test.each<[string, number, number[][]]>([
    ['at once is the same one', 0, []],
    ['a moment later ends at once with 1', 300, [[1]]],
  ])('a second signal %s', async (_, ms, exits) => {
    const { exit } = obey({ probes: never })
    await send('SIGTERM', ms)
    await send('SIGINT')
    expect(exit.mock.calls).toEqual(exits)
  })
})

describe('SIGHUP', () => {
  test('takes the new configuration into use', async () => {
    const { calls } = obey()
    await send('SIGHUP')
    expect(calls).toEqual(['ask no more', 'configure', 'ask new'])
  })

  test('shows the new configuration after 2 s while probes hang', async () => {
    const { calls } = obey({ probes: never })
    await send('SIGHUP', 1999)
    expect(calls).toEqual(['ask no more'])
    await vi.advanceTimersByTimeAsync(1)
    expect(calls).toEqual(['ask no more', 'configure'])
  })

  test('that fails goes on with the configuration in use, and so does the next', async () => {
    const configure = vi.fn<() => Promise<void>>().mockImplementationOnce(fails)
    const { calls, errors } = obey({ configure })
    await send('SIGHUP')
    expect(calls.at(-1)).toBe('ask old')
    expect(errors).toHaveLength(1)
    await send('SIGHUP')
    expect(calls.at(-1)).toBe('ask new')
  })

  test('leaves a pause a pause', async () => {
    const { calls } = obey()
    await send('SIGUSR2')
    await send('SIGHUP')
    expect(calls).toEqual(['ask no more', 'ask no more', 'configure'])
    await send('SIGUSR2')
    expect(calls.at(-1)).toBe('ask new')
  })
})
