import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { environmentWith, loadConfiguration, readSettings } from '../config.ts'

const HOUR = 3_600_000
const NO_DATABASE =
  'DATABASE_URL: expected file:./data/status.db or the like, or postgres://user:password@host/database, got '

describe('readSettings', () => {
  test('an empty environment gives the defaults', () =>
    expect(readSettings({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: 'file:./data/status.db',
      configurationFile: 'probes/scopien.yaml',
      publicUrl: 'http://127.0.0.1:3000',
      publishDir: undefined,
      backups: { folder: resolve('data/backups'), database: 'status', everyMs: 6 * HOUR, keepMs: 30 * 24 * HOUR },
      pingUrl: undefined,
      warn: { loopMs: 500, memoryBytes: 512_000_000 },
      logLevel: 'info',
      accessLog: 'off',
      statusUrl: 'http://127.0.0.1:3000',
      statusToken: undefined,
      editor: undefined,
      color: true,
    }))

  test('a token that is none is refused, and not shown', () =>
    expect(() => readSettings({ STATUS_TOKEN: 'hunter2' })).toThrow(
      /STATUS_TOKEN: expected a token such as sk_…, got "?\*\*\*/,
    ))

  test('who waits for us is not shown either', () =>
    expect(() => readSettings({ PING_URL: 'hc.example.com/secret' })).toThrow(
      /PING_URL: expected an http or https address, got "?\*\*\*/,
    ))

  test('an empty variable counts as unset', () =>
    expect(readSettings({ PORT: '', LOG_LEVEL: '', PUBLIC_URL: '' })).toEqual(readSettings({})))

  test('every variable is heard', () =>
    expect(
      readSettings({
        PORT: '8080',
        HOST: '0.0.0.0',
        DATABASE_URL: 'file:/var/lib/status.db',
        STATUS_CONFIG: 'mine.yaml',
        PUBLIC_URL: 'https://status.scopien.com',
        PUBLISH_DIR: '/var/lib/status',
        BACKUP_DIR: '/var/backups/status',
        BACKUP_EVERY: '1h',
        BACKUP_KEEP: '7d',
        PING_URL: 'https://hc.example.com/secret',
        WARN_LOOP: '1s',
        WARN_MEMORY_MB: '300',
        LOG_LEVEL: 'debug',
        ACCESS_LOG: 'errors',
        STATUS_URL: 'http://10.0.0.1:3000/',
        STATUS_TOKEN: 'sk_abc',
        EDITOR: 'vi',
        NO_COLOR: '1',
      }),
    ).toEqual({
      port: 8080,
      host: '0.0.0.0',
      databaseUrl: 'file:/var/lib/status.db',
      configurationFile: 'mine.yaml',
      publicUrl: 'https://status.scopien.com',
      publishDir: '/var/lib/status',
      backups: { folder: '/var/backups/status', database: 'status', everyMs: HOUR, keepMs: 7 * 24 * HOUR },
      pingUrl: 'https://hc.example.com/secret',
      warn: { loopMs: 1000, memoryBytes: 300_000_000 },
      logLevel: 'debug',
      accessLog: 'errors',
      statusUrl: 'http://10.0.0.1:3000',
      statusToken: 'sk_abc',
      editor: 'vi',
      color: false,
    }))

  test.each(['file:status.db', 'postgres://status:hunter2@db/status', 'postgresql://db:5433/status?sslmode=require'])(
    '%s is a database',
    (url) => expect(readSettings({ DATABASE_URL: url }).databaseUrl).toBe(url),
  )

  test.each<[Record<string, string>, string]>([
    [{ HOST: '0.0.0.0', PORT: '80' }, 'http://0.0.0.0:80'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
    [{ HOST: 'localhost', PORT: '0' }, 'http://localhost:0'],
    [{ PUBLIC_URL: 'https://status.scopien.com/' }, 'https://status.scopien.com'],
    [{ PUBLIC_URL: 'https://scopien.com/status//' }, 'https://scopien.com/status'],
    [{ PUBLIC_URL: 'https://status.scopien.com', HOST: '::1' }, 'https://status.scopien.com'],
  ])('of %j the public address is %s', (environment, publicUrl) =>
    expect(readSettings(environment).publicUrl).toBe(publicUrl),
  )

  test.each<[Record<string, string>, string | undefined]>([
    [{ DATABASE_URL: 'file:/var/lib/status.db' }, '/var/lib/backups'],
    [{ DATABASE_URL: 'postgres://db/status' }, undefined],
    [{ DATABASE_URL: 'postgres://db/status', BACKUP_DIR: '/backups' }, '/backups'],
  ])('of %j the folder for backups is %s', (environment, folder) =>
    expect(readSettings(environment).backups.folder).toBe(folder),
  )

  test('backups can be turned off', () => expect(readSettings({ BACKUP_EVERY: 'off' }).backups.everyMs).toBeNull())

  test.each<[Record<string, string>, string]>([
    [{ PORT: 'http' }, 'PORT: expected a port, 0 to 65535, got "http"'],
    [{ PORT: '1.5' }, 'PORT: expected a port, 0 to 65535, got "1.5"'],
    [{ PORT: '65536' }, 'PORT: expected a port, 0 to 65535, got "65536"'],
    [{ DATABASE_URL: 'mysql://status:hunter2@db/status' }, `${NO_DATABASE}"mysql://db/status"`],
    [{ DATABASE_URL: 'postgres://status:hun ter2@db' }, `${NO_DATABASE}"postgres://db"`],
    [{ DATABASE_URL: 'postgres://status:hunter2@db:port/status?ssl=no' }, `${NO_DATABASE}"postgres://db:port/status"`],
    [{ DATABASE_URL: 'file:' }, `${NO_DATABASE}"file:"`],
    [{ BACKUP_EVERY: '5s' }, 'BACKUP_EVERY: expected a duration of at least 10s such as 6h, or off, got "5s"'],
    [{ BACKUP_KEEP: 'long' }, 'BACKUP_KEEP: expected a duration such as 500ms, 30s, 5m, 2h or 7d, got "long"'],
    [{ PUBLIC_URL: 'ftp://scopien.com' }, 'PUBLIC_URL: expected an http or https address, got "ftp://scopien.com"'],
    [{ OTEL_TRACES_SAMPLER_ARG: '10' }, 'OTEL_TRACES_SAMPLER_ARG: expected a share, 0 to 1, got "10"'],
    [{ OTEL_TRACES_SAMPLER_ARG: 'all' }, 'OTEL_TRACES_SAMPLER_ARG: expected a share, 0 to 1, got "all"'],
    [
      { TRACE_URL: 'https://tempo/trace' },
      'TRACE_URL: expected an http or https address with {traceId} in it, got "https://tempo/trace"',
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'otel:4318' },
      'OTEL_EXPORTER_OTLP_ENDPOINT: expected an http or https address, got "otel:4318"',
    ],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL: expected one of "fatal", "error", "warn", "info", "debug", "trace", "silent", got "loud"',
    ],
  ])('%j is the fault %s', (environment, fault) =>
    expect(() => readSettings(environment)).toThrow(
      expect.objectContaining({ message: `The environment has 1 fault:\n  ${fault}` }),
    ),
  )

  test.each<[Record<string, string>, object | undefined]>([
    [{}, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4318' }, { url: 'http://otel:4318/v1/traces', share: 0.1 }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://x.example/otlp/' }, { url: 'https://x.example/otlp/v1/traces' }],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://otel/mine' }, { url: 'http://otel/mine' }],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b/c' },
      { url: 'http://b/c', serviceName: undefined },
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_SAMPLER_ARG: '1', OTEL_SERVICE_NAME: 'probe' },
      { share: 1, serviceName: 'probe' },
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_SAMPLER_ARG: '0' }, { share: 0 }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_SDK_DISABLED: 'true' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_EXPORTER: 'none' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_EXPORTER: 'otlp' }, { url: 'http://a/v1/traces' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_SDK_DISABLED: 'false' }, { url: 'http://a/v1/traces' }],
  ])('of %j traces go to %j', (environment, tracing) => {
    const found = readSettings(environment).tracing
    if (tracing === undefined) expect(found).toBeUndefined()
    else expect(found).toMatchObject(tracing)
  })

  test('every fault is listed at once', () =>
    expect(() => readSettings({ PORT: 'x', PUBLIC_URL: 'x', LOG_LEVEL: 'x' })).toThrow(
      /^The environment has 3 faults:/,
    ))
})

describe('loadConfiguration', () => {
  test('a file is read with its variables', () => {
    const file = fileOf('page: { name: "${NAME}" }\ncomponents: [{ id: api, name: API }]\n')
    expect(loadConfiguration(file, { NAME: 'Scopien' }).page.name).toBe('Scopien')
  })

  test('a file that is not there is one fault that names the setting', () =>
    expect(() => loadConfiguration('nowhere.yaml', {})).toThrow(
      /^nowhere\.yaml has 1 fault:\n {2}STATUS_CONFIG: expected a file that can be read, got ENOENT/,
    ))
})

describe('environmentWith', () => {
  test('what is given stands over what there is', () =>
    expect(environmentWith({ PATH: 'mine', STATUS_TEST: '1' })).toEqual({
      ...process.env,
      PATH: 'mine',
      STATUS_TEST: '1',
    }))
})

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'status-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'status.yaml')
  writeFileSync(file, text)
  return file
}
