import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../../api/cli/server-flags.ts'

test('npm start, the demo and the benchmarks run the server alike', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const environment = Object.entries(SERVER_ENVIRONMENT).map(([name, value]) => `${name}=${value}`)
  expect(scripts.start).toContain(`&& exec env ${[...environment, 'node', ...SERVER_FLAGS].join(' ')} dist/server.js`)
})
