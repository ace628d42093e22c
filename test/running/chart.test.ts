import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { SETTINGS } from '#config'
import { imageVariables, inImage } from './dockerfile.ts'
import { renderTemplate } from './helm.ts'

const FOLDER = 'docs/running/chart'
const read = (file: string) => readFileSync(`${FOLDER}/${file}`, 'utf8')
const DEFAULTS = parse(read('values.yaml'))
const CHART = parse(read('Chart.yaml'))
const fits = new Ajv({ allErrors: true }).compile(JSON.parse(read('values.schema.json')))

/** Every value said, as somebody with much to say would. */
const MUCH = {
  ...DEFAULTS,
  image: { ...DEFAULTS.image, repository: 'registry.example.com/status', tag: '1.2.3' },
  imagePullSecrets: [{ name: 'registry' }],
  settings: { PUBLIC_URL: 'https://status.example.com', WARN_MEMORY_MB: '400', LOG_LEVEL: 'debug' },
  secret: 'status-secrets',
  configuration: '# Ours: "so"\npage:\n  name: Über uns\n',
  persistence: { ...DEFAULTS.persistence, storageClass: 'fast' },
  podAnnotations: { 'example.com/owner': 'us' },
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'status', operator: 'Exists' }],
  affinity: { nodeAffinity: {} },
  serviceMonitor: { ...DEFAULTS.serviceMonitor, enabled: true, labels: { release: 'prometheus' } },
}

/** What a release called `status` makes of values, by kind. */
function render(values: unknown) {
  const scope = {
    Values: values,
    Chart: { Name: CHART.name, AppVersion: CHART.appVersion },
    Release: { Name: 'status', Service: 'Helm' },
  }
  const objects = readdirSync(`${FOLDER}/templates`).map((file) =>
    parse(renderTemplate(read(`templates/${file}`), scope)),
  )
  return Object.fromEntries(objects.filter(Boolean).map((object) => [object.kind, object]))
}

const plain = render(DEFAULTS)
const much = render(MUCH)
const podOf = (objects: typeof plain) => objects['Deployment'].spec.template.spec
const [container] = podOf(plain).containers

describe('the values', () => {
  test.each(Object.entries({ DEFAULTS, MUCH }))('%s fit their schema', (_, values) => {
    fits(values)
    expect(fits.errors).toBeNull()
  })

  test.each([
    ['a word that nothing reads', { image: { repository: 'a', tga: '1' } }],
    ['a number where Helm would change it', { settings: { WARN_MEMORY_MB: 1_000_000 } }],
    ['what the chart itself sets', { settings: { PORT: '80' } }],
    ['a size of no unit that there is', { persistence: { enabled: true, size: '2 GB' } }],
  ])('do not fit with %s', (_, values) => expect(fits({ ...DEFAULTS, ...values })).toBe(false))

  test('are all read by a template', () => {
    const templates = readdirSync(`${FOLDER}/templates`)
      .map((file) => read(`templates/${file}`))
      .join('')
    for (const name of Object.keys(DEFAULTS)) expect(templates).toContain(`.Values.${name}`)
  })

  test('are the application of this version', () =>
    expect(CHART.appVersion).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version))
})

describe('what is made of them', () => {
  test('is as little as need be', () =>
    expect(Object.keys(plain).sort()).toEqual(['Deployment', 'PersistentVolumeClaim', 'Service']))

  test('is all there is where all is said', () =>
    expect(Object.keys(much).sort()).toEqual(
      ['ConfigMap', 'Deployment', 'PersistentVolumeClaim', 'Service', 'ServiceMonitor'].sort(),
    ))

  test('never runs two servers at once', () =>
    expect(plain['Deployment'].spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } }))

  test('meets the restricted pod security standard, with nothing to write but data', () => {
    const [user] = (inImage('USER')[0] ?? '').split(':').map(Number)
    expect(podOf(plain)).toMatchObject({
      ...{ automountServiceAccountToken: false, enableServiceLinks: false },
      securityContext: { runAsNonRoot: true, runAsUser: user, seccompProfile: { type: 'RuntimeDefault' } },
    })
    expect(container.securityContext).toEqual({
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
      capabilities: { drop: ['ALL'] },
    })
    expect(container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toEqual(['/data', '/tmp'])
    expect(imageVariables()['DATABASE_URL']).toContain('/data/')
  })

  test('asks whether it is alive, and takes it from its readers for no other reason', () => {
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
      expect(container[probe].httpGet).toEqual({ path: '/healthz', port: 'http' })
    expect(podOf(plain).terminationGracePeriodSeconds).toBeGreaterThan(10)
  })

  test('leads from the service to the server', () => {
    const { spec, metadata } = plain['Service']
    expect(plain['Deployment'].spec.template.metadata.labels).toEqual(spec.selector)
    expect(plain['Deployment'].spec.selector.matchLabels).toEqual(spec.selector)
    expect(metadata.labels).toMatchObject(much['ServiceMonitor'].spec.selector.matchLabels)
    expect(container.ports).toEqual([{ name: spec.ports[0].targetPort, containerPort: 3000 }])
  })

  test('gives the server settings that it has', () => {
    const names = podOf(much).containers[0].env.map(({ name }: { name: string }) => name)
    expect(names).toEqual(['PORT', 'STATUS_CONFIG', ...Object.keys(MUCH.settings)])
    expect(Object.keys(SETTINGS)).toEqual(expect.arrayContaining(names))
    expect(podOf(much).containers[0].envFrom).toEqual([{ secretRef: { name: MUCH.secret } }])
  })

  test('hands on the configuration, letter by letter, and another is another pod', () => {
    expect(much['ConfigMap'].data).toEqual({ 'status.yaml': MUCH.configuration })
    const sums = [plain, much].map((objects) => objects['Deployment'].spec.template.metadata.annotations)
    expect(sums[0]).not.toEqual(sums[1])
  })

  test('lies on a claim of its own, on one that there is, or on none', () => {
    const [data] = podOf(plain).volumes
    expect(data).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'status' } })
    const other = render({ ...DEFAULTS, persistence: { ...DEFAULTS.persistence, existingClaim: 'old' } })
    expect(podOf(other).volumes[0].persistentVolumeClaim).toEqual({ claimName: 'old' })
    expect(Object.keys(other)).not.toContain('PersistentVolumeClaim')
    const none = render({ ...DEFAULTS, persistence: { ...DEFAULTS.persistence, enabled: false } })
    expect(podOf(none).volumes[0]).toEqual({ name: 'data', emptyDir: {} })
  })

  test('is scraped as the job that the rules ask for', () => {
    const { jobLabel } = much['ServiceMonitor'].spec
    expect(plain['Service'].metadata.labels[jobLabel]).toBe('scopien-status')
  })
})
