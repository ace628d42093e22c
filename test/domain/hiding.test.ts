import { describe, expect, test } from 'vitest'
import { environmentSecrets } from '#domain/environment-secrets.ts'
import { createHiding } from '#domain/hiding.ts'
import { Secret } from '#domain/secret.ts'
import { componentOf, configurationOf } from '../facts.ts'
import { httpCheck } from '../probes/checks.ts'

const withBearer = (bearer: string) =>
  configurationOf([componentOf('api', { checks: [{ ...httpCheck('http://x'), bearer: new Secret(bearer) }] })])

describe('createHiding', () => {
  test('takes out secrets of the environment before there is a configuration, longest first', () => {
    const hide = createHiding(['planted', 'planted-too', 'x'], () => undefined)
    expect(hide('planted-too, planted, x')).toBe('***, ***, x')
  })

  test('takes out those of the configuration that is in use', () => {
    let inUse = withBearer('sk_first')
    const hide = createHiding([], () => inUse)
    expect(hide('sk_first sk_second')).toBe('*** sk_second')
    inUse = withBearer('sk_second')
    expect(hide('sk_first sk_second')).toBe('sk_first ***')
  })
})

describe('environmentSecrets', () => {
  test.each<[string, string, readonly string[]]>([
    ['SCOPIEN_API_KEY', 'sk_1', ['sk_1']],
    ['STATUS_TOKEN', 'sk_2', ['sk_2']],
    ['PING_URL', 'https://hc/uuid', ['https://hc/uuid']],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=Bearer%20b, c=d', ['Bearer%20b', 'Bearer b', 'b', 'd']],
    ['OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'a=b', ['b']],
    ['DATABASE_URL', 'postgres://u:p%40ss@db/x?password=q', ['p%40ss', 'p@ss', 'q']],
    ['LOG_LEVEL', 'info', []],
    ['PATH', '/bin', []],
  ])('%s=%s has %j', (name, value, secrets) =>
    expect([...new Set(environmentSecrets({ [name]: value }))].filter((text) => text !== '').sort()).toEqual(
      [...secrets].sort(),
    ),
  )
})
