import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../../api/cli/server-flags.ts'

test('npm start, the demo and the benchmarks run the server alike', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const environment = Object.entries(SERVER_ENVIRONMENT).map(([name, value]) => `${name}=${value}`)
  const node = ['node', ...SERVER_FLAGS].join(' ')
  expect(scripts.start).toContain(`&& exec env ${environment.join(' ')} ${node} dist/server.js`)
  // These ask what runs within them, so they are run as the server is.
  for (const bench of ['hostile', 'metrics'])
    expect(scripts[`bench:${bench}`]).toBe(`${environment.join(' ')} ${node} test/bench/${bench}.ts`)
})
