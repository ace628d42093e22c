import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { SETTINGS } from '#config'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../api/cli/server-flags.ts'
import { imageVariables } from './dockerfile.ts'

const shipped = [...readFileSync('probes/scopien.yaml', 'utf8').matchAll(/\$\{(\w{5,})/g)].map(([, name]) => name)
const KNOWN = [...Object.keys(SETTINGS), ...Object.keys(SERVER_ENVIRONMENT), ...shipped]

const unit = readFileSync('docs/running/scopien-status.service', 'utf8')
const named = {
  Dockerfile: Object.keys(imageVariables()),
  'compose.yaml': Object.keys(parse(readFileSync('compose.yaml', 'utf8')).services.status.environment),
  'the unit': [...unit.matchAll(/^Environment=(\w+)=/gm)].map(([, name]) => name),
}

describe('the variables that are set', () => {
  test.each(Object.entries(named))('in %s are settings', (_, names) => {
    expect(names).not.toEqual([])
    expect(names.filter((name) => !KNOWN.includes(name))).toEqual([])
  })

  test('in compose.yaml are all that the shipped configuration takes', () =>
    expect(named['compose.yaml']).toEqual(expect.arrayContaining(shipped)))
})

test('the unit runs the server as npm start does', () =>
  expect(unit).toContain(`ExecStart=/usr/bin/node ${SERVER_FLAGS.join(' ')} dist/server.js\n`))
