import { describe, expect, test, vi } from 'vitest'
import type { Log } from '../../../api/log.ts'
import { logVerdicts } from '../../../api/record/verdict-log.ts'
import { NOW, resultOf, transitionOf } from '../../facts.ts'

describe('logVerdicts', () => {
  test('tells each change, and the trace of the newest result that made it', () => {
    const log = { info: vi.fn(), warn: vi.fn() }
    const failed = { outcome: 'down', reasonCode: 'timeout' } as const
    logVerdicts(log as unknown as Log, {
      results: [
        resultOf('health', NOW - 1, { ...failed, traceId: 'earlier' }),
        resultOf('health', NOW, { ...failed, traceId: 'newest' }),
        resultOf('login', NOW),
      ],
      transitions: [
        transitionOf('health', NOW, { verdict: 'down', reasonCode: 'timeout' }),
        transitionOf('login', NOW),
      ],
    })
    const since = new Date(NOW).toISOString()
    expect(log.warn.mock.calls).toEqual([
      [
        { check: 'health', region: 'local', verdict: 'down', reason: 'timeout', since, trace_id: 'newest' },
        'verdict changed',
      ],
    ])
    expect(log.info.mock.calls).toEqual([
      [{ check: 'login', region: 'local', verdict: 'up', reason: null, since }, 'verdict changed'],
    ])
  })
})
