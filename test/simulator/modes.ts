import { APPLICATION_ERRORS, type ErrorRow, findError, HTTP_ERRORS } from './errors.ts'

export const SERVICES = ['api', 'dashboard', 'salesforce_sync', 'ai_assistant'] as const
export type Service = (typeof SERVICES)[number]

/** How a service can be made to behave, besides giving any code of the guide's tables. */
const BEHAVIOURS = {
  ok: 'answers as it should',
  slow: 'answers rightly, but late',
  failing: 'answers 500',
  wrong: 'answers 200 with something else',
  silent: 'accepts and never answers',
  rate_limited: 'answers 429 with Retry-After and resetAt',
  maintenance: 'answers 503',
  closed: 'resets the connection',
} as const

/** The row of the guide's tables that a behaviour answers with. */
const ROW_OF_BEHAVIOUR: Readonly<Record<string, string>> = {
  failing: '500',
  maintenance: '503',
  rate_limited: 'RATE_001',
}

/** The modes of a service. Only a sync can be stale. */
export function modesOf(service: Service): string[] {
  const stale = service === 'salesforce_sync' ? ['stale'] : []
  return [...Object.keys(BEHAVIOURS), ...stale, ...[...HTTP_ERRORS, ...APPLICATION_ERRORS].map(({ code }) => code)]
}

/** The error that a mode answers with; `undefined` for a mode that answers otherwise. */
export function errorOfMode(mode: string): ErrorRow | undefined {
  return findError(ROW_OF_BEHAVIOUR[mode] ?? mode)
}

export interface Switchboard {
  modeOf(service: Service): string
  /**
   * Puts a service in a mode.
   * @throws {RangeError} with a sentence that lists what is possible
   */
  set(service: string, mode: string): void
  /** The mode of every service, and those that it can have. */
  list(): { services: { service: Service; mode: string; modes: string[] }[] }
}

/** The modes of all services, `ok` at first. */
export function createSwitchboard(): Switchboard {
  const modes = new Map<Service, string>(SERVICES.map((service) => [service, 'ok']))
  const modeOf = (service: Service) => modes.get(service) ?? 'ok'
  return {
    modeOf,
    set(name, mode) {
      const service = SERVICES.find((known) => known === name)
      if (!service) throw new RangeError(`No service is called "${name}". There are ${SERVICES.join(', ')}.`)
      if (!modesOf(service).includes(mode))
        throw new RangeError(`${service} has no mode "${mode}". It has ${modesOf(service).join(', ')}.`)
      modes.set(service, mode)
    },
    list: () => ({
      services: SERVICES.map((service) => ({ service, mode: modeOf(service), modes: modesOf(service) })),
    }),
  }
}
