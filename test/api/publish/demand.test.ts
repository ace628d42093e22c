import { describe, expect, test } from 'vitest'
import { Problem } from '../../../api/problem.ts'
import { openDemand } from './open-demand.ts'

describe('a document that is made on demand', () => {
  test('is made once for an edition, in whatever order it is asked for', async () => {
    const { ask, renew, read } = openDemand()
    const path = '/api/components/api/uptime'
    await Promise.all([
      ask(path, 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z'),
      ask(path, 'to=2026-11-21T00:00:00Z&from=2026-11-20T00:00:00Z'),
    ])
    expect(read()).toBe(1)
    renew()
    await ask(path, 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z')
    expect(read()).toBe(2)
  })
})

describe('who asks for a document', () => {
  const PATH = '/api/components/api/uptime'

  test('has to be admitted when it is made, not when it is there', async () => {
    const { demand, renew } = openDemand()
    let asked = 0
    const find = () => demand.find(PATH, '', () => asked++)
    await Promise.all([find(), find()])
    await find()
    expect(asked).toBe(1)
    renew()
    await find()
    expect(asked).toBe(2)
  })

  test('and is not admitted leaves nothing behind for the next', async () => {
    const { demand } = openDemand()
    const refused = new Problem('RATE_001', 'Too many')
    const refuse = () => {
      throw refused
    }
    await expect(demand.find(PATH, '', refuse)).rejects.toBe(refused)
    await expect(demand.find(PATH, '')).resolves.toMatchObject({ type: 'application/json; charset=utf-8' })
  })

  test('while a hundred are being made is told to come again', async () => {
    const { demand } = openDemand()
    const asked = Array.from({ length: 101 }, (_, n) => demand.find(PATH, `days=${n + 1}`))
    const outcomes = await Promise.allSettled(asked)
    const refused = { code: 'UNAVAILABLE', headers: { 'Retry-After': '1' } }
    expect(outcomes.slice(0, 100).every(({ status }) => status === 'fulfilled')).toBe(true)
    expect(outcomes[100]).toMatchObject({ status: 'rejected', reason: refused })
    await expect(demand.find(PATH, 'days=101')).resolves.toBeDefined()
  })
})
