import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { eventually, statusOf, watchSimulator } from '../e2e/service.ts'

describe('a live scrape', () => {
  test('promtool finds nothing to say against it', async () => {
    await using watched = await watchSimulator()
    await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
    const input = await (await fetch(`${watched.service.url}/metrics`)).text()
    expect(input).toContain('probe_success{')
    expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('')
  })
})
