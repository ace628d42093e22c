import { describe, expect, test } from 'vitest'
import { DatabaseUnusable } from '#db/open.ts'
import { explainFailure } from '../../api/start-failure.ts'
import { ConfigurationError } from '../../probes/configuration/faults.ts'

const systemError = (code: string, port = 3000) => Object.assign(new Error(code), { code, port })

describe('explainFailure', () => {
  test.each<[string, unknown, RegExp | undefined]>([
    ['a port in use', systemError('EADDRINUSE'), /^Port 3000 is already in use: .* set PORT/],
    ['a port below 1024', systemError('EACCES', 80), /^Port 80 may not be used .* set PORT/],
    ['a foreign address', systemError('EADDRNOTAVAIL'), /^HOST is not an address of this machine/],
    ['a locked database', systemError('SQLITE_BUSY'), /^The database is locked: end .* set DATABASE_URL/],
    ['what caused a failure', new Error('query', { cause: systemError('SQLITE_BUSY') }), /^The database is locked/],
    ['a folder', new DatabaseUnusable('The folder x cannot be written.'), /^The folder x/],
    [
      'a configuration',
      new ConfigurationError('x.yaml', [{ path: 'a', expected: 'b', got: 'c' }]),
      /a: expected b, got c/,
    ],
    ['a fault of ours', new TypeError('x is undefined'), undefined],
    ['anything else', 'text', undefined],
  ])('%s is explained to the one who starts us', (_, error, expected) => {
    const told = explainFailure(error)
    if (expected) expect(told).toMatch(expected)
    else expect(told).toBeUndefined()
  })
})
