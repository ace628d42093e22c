import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { SETTINGS } from '#config'
import { temporaryFolder } from '../e2e/service.ts'
import { type Claim, typeFaults } from '../type-faults.ts'
import { imageVariables, inImage } from './dockerfile.ts'
import { helmIn } from './helm.ts'

const FOLDER = 'docs/running/chart'
const read = (file: string) => readFileSync(`${FOLDER}/${file}`, 'utf8')
const DEFAULTS = parse(read('values.yaml'))
const CHART = parse(read('Chart.yaml'))
const [OLDEST = ''] = /\d+\.\d+\.\d+/.exec(CHART.kubeVersion) ?? []

const folder = temporaryFolder()
afterAll(() => folder[Symbol.dispose]())
const helm = helmIn(folder.path)
const template = (...args: string[]) => helm('template', 'status', FOLDER, '--kube-version', OLDEST, ...args)

/** Writes a file for Helm to read, and gives its path. */
function write(name: string, text: string): string {
  const path = join(folder.path, name)
  writeFileSync(path, text)
  return path
}

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

/** What a release called `status` makes of values, by kind, on the oldest Kubernetes that the chart allows. */
function render(values: unknown) {
  const { output, error, code } = template('--values', write('values.json', JSON.stringify(values)))
  expect([error, code]).toEqual(['', 0])
  const objects = parseAllDocuments(output).map((document) => document.toJS())
  return Object.fromEntries(objects.map((object) => [object.kind, object]))
}

const plain = render(DEFAULTS)
const much = render(MUCH)
const podOf = (objects: typeof plain) => objects['Deployment'].spec.template.spec
const [container] = podOf(plain).containers

/** Of each kind of object, its type; a ServiceMonitor is of another project. */
const TYPES: Readonly<Record<string, string>> = {
  ConfigMap: 'import("kubernetes-types/core/v1").ConfigMap',
  Deployment: 'import("kubernetes-types/apps/v1").Deployment',
  PersistentVolumeClaim: 'import("kubernetes-types/core/v1").PersistentVolumeClaim',
  Service: 'import("kubernetes-types/core/v1").Service',
}
const claimsOf = (objects: typeof plain) =>
  Object.entries(objects).flatMap(([kind, object]): Claim[] => {
    const type = TYPES[kind]
    return type === undefined ? [] : [[object, type]]
  })

test('helm lint has nothing to say, but that there is no icon', () => {
  const { output, code } = helm('lint', '--strict', FOLDER)
  expect([...output.matchAll(/^\[.*$/gm)].flat()).toEqual(['[INFO] Chart.yaml: icon is recommended'])
  expect(code).toBe(0)
})

test('the command of docs/running.md names what there is', () => {
  const said = readFileSync('docs/running.md', 'utf8').replace(/ \\\n +/g, ' ')
  const [, args = ''] = /^helm install status docs\/running\/chart (.*)$/m.exec(said) ?? []
  const configuration = write('status.yaml', MUCH.configuration)
  const { error, output } = template(...args.replace('=status.yaml', `=${configuration}`).split(' '))
  expect(error).toBe('')
  for (const text of ['registry.example.com/scopien-status:', 'status-secrets', 'https://status.example.com', 'Über'])
    expect(output).toContain(text)
})

describe('the values', () => {
  test.each<[fault: string, values: object, said: string]>([
    ['a word that nothing reads', { image: { repository: 'a', tga: '1' } }, 'image: Additional property tga'],
    ['a number where Helm would change it', { settings: { WARN_MEMORY_MB: 1_000_000 } }, 'settings.WARN_MEMORY_MB'],
    ['what the chart itself sets', { settings: { PORT: '80' } }, 'settings'],
    ['a size of no unit that there is', { persistence: { enabled: true, size: '2 GB' } }, 'persistence.size'],
  ])('are refused with %s', (_, values, said) => {
    const { error, code } = template('--values', write('values.json', JSON.stringify(values)))
    expect(error).toContain(said)
    expect(code).toBe(1)
  })

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
  test('is of the types of Kubernetes, without a key that it does not know', () =>
    expect(typeFaults([...claimsOf(plain), ...claimsOf(much)])).toEqual([]))

  test('would be found out otherwise', () => {
    const { template: pod, ...spec } = plain['Deployment'].spec
    const misplaced = { ...plain['Deployment'], spec: { ...spec, template: { ...pod, volumes: pod.spec.volumes } } }
    expect(typeFaults(claimsOf({ Deployment: misplaced }))).toEqual([expect.stringContaining('"volumes"')])
  })

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
    expect(names).toEqual(['PORT', 'STATUS_CONFIG', ...Object.keys(MUCH.settings).sort()])
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
