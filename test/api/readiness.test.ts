import { describe, expect, test } from 'vitest'
import { readinessFaults } from '../../api/readiness.ts'

const IDLE = 'The prober does not ask.'

const faultsOf = ({ tickedAt = 10_000 as number | null, writable = true, faults = [] as string[] } = {}) =>
  readinessFaults({
    prober: { tickedAt: () => tickedAt },
    status: { faults: () => faults },
    db: { write: async () => (writable ? true : Promise.reject(new Error('locked'))) } as never,
    monotonic: () => 12_000,
  })

describe('readinessFaults', () => {
  test.each([
    ['all is well', {}, []],
    ['the scheduler ticked five seconds ago', { tickedAt: 7000 }, []],
    ['the scheduler stalls', { tickedAt: 6999 }, [IDLE]],
    ['the prober stands still', { tickedAt: null }, [IDLE]],
    ['the database cannot be written', { writable: false }, ['The database cannot be written.']],
    ['results wait', { faults: ['Results wait.'] }, ['Results wait.']],
  ])('while %s', async (_, state, faults) => expect(await faultsOf(state)).toEqual(faults))
})
