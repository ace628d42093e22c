import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import type { BackupSettings } from '#domain/backup.ts'
import type { Configuration } from '#domain/configuration.ts'
import { databaseName, isDatabaseUrl, showDatabaseUrl } from '#domain/database-url.ts'
import { messageOf } from '#domain/message-of.ts'
import { isTraceUrl, type TracingSettings, tracingSettings } from '#domain/tracing-settings.ts'
import { ConfigurationError, showValue } from './probes/configuration/faults.ts'
import { readConfiguration } from './probes/configuration/read.ts'
import { duration } from './probes/configuration/scalars.ts'
import { expectation } from './probes/configuration/shape-faults.ts'

const HOUR_MS = 3_600_000
const BACKUP_INTERVAL = 'a duration of at least 10s such as 6h, or off'
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

type Environment = Readonly<Record<string, string | undefined>>

/** Every setting that the environment gives, by the name of its variable; an empty one counts as unset. */
export const SETTINGS = {
  PORT: z.coerce.number('a port, 0 to 65535').int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'file:./data/status.db or the like, or postgres://user:password@host/database')
    .default('file:./data/status.db'),
  STATUS_CONFIG: z.string().default('probes/scopien.yaml'),
  PUBLIC_URL: httpAddress().optional(),
  PUBLISH_DIR: z.string().optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_EVERY: z
    .union([z.literal('off').transform(() => null), duration.refine((ms) => ms >= 10_000, BACKUP_INTERVAL)], {
      error: BACKUP_INTERVAL,
    })
    .default(6 * HOUR_MS),
  BACKUP_KEEP: duration.default(30 * 24 * HOUR_MS),
  PING_URL: z.url({ protocol: /^https?$/, error: 'an http or https address' }).optional(),
  WARN_LOOP: duration.default(500),
  WARN_MEMORY_MB: z.coerce.number('megabytes, 1 or more').int().min(1).default(512),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  ACCESS_LOG: z.enum(['off', 'errors', 'all']).default('off'),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpAddress().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpAddress().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number('a share, 0 to 1').min(0).max(1).default(0.1),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  TRACE_URL: z.string().refine(isTraceUrl, 'an http or https address with {traceId} in it').optional(),
  STATUS_URL: httpAddress().optional(),
  STATUS_TOKEN: z
    .string()
    .regex(/^sk_\w+$/, 'a token such as sk_…')
    .optional(),
  VISUAL: z.string().optional(),
  EDITOR: z.string().optional(),
  NO_COLOR: z.string().optional(),
} as const

export interface Settings {
  port: number
  host: string
  databaseUrl: string
  configurationFile: string
  /** Where readers find the page, without a slash at its end. */
  publicUrl: string
  /** An absolute path: the folder that everything public is written into; `undefined` for none. */
  publishDir: string | undefined
  backups: BackupSettings
  /** Who is told after each round of probing that we are alive; `undefined` for nobody. It may hold a secret. */
  pingUrl: string | undefined
  /** When an operator is warned: how long the process may do nothing else, and how much memory it may take. */
  warn: { loopMs: number; memoryBytes: number }
  logLevel: (typeof LOG_LEVELS)[number]
  /** Which requests the log tells of. */
  accessLog: 'off' | 'errors' | 'all'
  /** `undefined` where nobody wants traces. */
  tracing: TracingSettings | undefined
  /** Where operators look at a trace, with `{traceId}` in place of its id. */
  traceUrl: string | undefined
  /** Where the command line finds the server, without a slash at its end. */
  statusUrl: string
  /** As whom it asks. */
  statusToken: string | undefined
  /** In what its messages are written. */
  editor: string | undefined
  /** Whether it may print in colour. */
  color: boolean
}

/**
 * The settings of this process.
 *
 * @throws {ConfigurationError} with every variable that cannot be used
 */
export function readSettings(environment: Environment = process.env): Settings {
  const given = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, environment[name] || undefined]))
  const parsed = z.object(SETTINGS).safeParse(given, { error: expectation })
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0])
      const got = environment[name]
      return { path: name, expected: message, got: showValue(shown(name, got)) }
    })
    throw new ConfigurationError('The environment', faults)
  }
  const { PORT, HOST, DATABASE_URL, STATUS_CONFIG, PUBLIC_URL, PUBLISH_DIR, LOG_LEVEL, STATUS_URL } = parsed.data
  const publicUrl = withoutSlash(PUBLIC_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`)
  return {
    port: PORT,
    host: HOST,
    databaseUrl: DATABASE_URL,
    configurationFile: STATUS_CONFIG,
    publicUrl,
    publishDir: PUBLISH_DIR === undefined ? undefined : resolve(PUBLISH_DIR),
    backups: {
      folder: backupFolder(parsed.data.BACKUP_DIR, DATABASE_URL),
      database: databaseName(DATABASE_URL),
      everyMs: parsed.data.BACKUP_EVERY,
      keepMs: parsed.data.BACKUP_KEEP,
    },
    pingUrl: parsed.data.PING_URL,
    warn: { loopMs: parsed.data.WARN_LOOP, memoryBytes: parsed.data.WARN_MEMORY_MB * 1e6 },
    logLevel: LOG_LEVEL,
    accessLog: parsed.data.ACCESS_LOG,
    tracing: tracingSettings(parsed.data),
    traceUrl: parsed.data.TRACE_URL,
    statusUrl: STATUS_URL === undefined ? publicUrl : withoutSlash(STATUS_URL),
    statusToken: parsed.data.STATUS_TOKEN,
    editor: parsed.data.VISUAL ?? parsed.data.EDITOR,
    color: parsed.data.NO_COLOR === undefined,
  }
}

function httpAddress() {
  return z.url({ protocol: /^https?$/, error: 'an http or https address' })
}

/** Beside the file of the database, unless another is named. */
function backupFolder(named: string | undefined, databaseUrl: string): string | undefined {
  if (named !== undefined) return resolve(named)
  return databaseUrl.startsWith('file:') ? join(dirname(resolve(databaseUrl.slice(5))), 'backups') : undefined
}

/** A value as a fault may show it: no password, and no token. */
function shown(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  if (name === 'STATUS_TOKEN' || name === 'PING_URL') return '***'
  return name === 'DATABASE_URL' ? showDatabaseUrl(value) : value
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

/**
 * The configuration file, read and validated; called again on SIGHUP.
 *
 * @throws {ConfigurationError} when the file cannot be read, or with every fault in it
 */
export function loadConfiguration(file: string, environment: Environment = process.env): Configuration {
  const readBeside = (name: string) => readFileSync(resolve(dirname(file), name))
  return readConfiguration(readText(file, 'STATUS_CONFIG'), environment, file, readBeside)
}

/**
 * The text of a file that somebody wrote for us.
 *
 * @param place  where it was named, for the message
 * @throws {ConfigurationError} when it cannot be read
 */
export function readText(file: string, place: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const got = messageOf(cause)
    throw new ConfigurationError(file, [{ path: place, expected: 'a file that can be read', got }])
  }
}

/**
 * Makes a folder that somebody named for us, unless it is there.
 *
 * @param place  where it was named, for the message
 * @throws {ConfigurationError} when it cannot be made or written
 */
export function makeFolder(folder: string, place: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    const got = messageOf(cause)
    throw new ConfigurationError('The environment', [{ path: place, expected: 'a folder that can be written', got }])
  }
}

/** This process's environment with some variables set over it, for a process that it starts. */
export function environmentWith(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...variables }
}
