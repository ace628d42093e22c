import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The parts of the house, and which of the others each may import. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  config: ['domain', 'probes'],
  domain: [],
  db: ['domain'],
  probes: ['domain', 'db'],
  api: ['domain', 'db'],
  site: ['domain'],
}

/** The files that compose: they alone read `#config`, the clock and the environment, and may import everything. */
const ENTRIES = [
  /^api\/main\.ts$/,
  /^api\/cli\/[\w-]+\.ts$/,
  /^site\/astro\.config\.ts$/,
  /^site\/scripts\/\w+\.ts$/,
  /^db\/drizzle\.(sqlite|postgres)\.ts$/,
]

const ALIASES: Readonly<Record<string, string>> = { '#domain': 'api/domain', '#db': 'db', '#config': 'config.ts' }
const FILES = globSync(['config.ts', '{api,db,probes}/**/*.ts', 'site/**/*.{ts,astro}'], {
  exclude: ['**/node_modules/**'],
})
const textOf = (file: string) => readFileSync(file, 'utf8')
const isEntry = (file: string) => ENTRIES.some((pattern) => pattern.test(file))
const INNER = FILES.filter((file) => !isEntry(file))

function partOf(path: string): string {
  if (path.startsWith('api/domain/')) return 'domain'
  return path === 'config.ts' ? 'config' : (path.split('/')[0] ?? '')
}

/** Our own files that a file imports, as paths from the root. */
function importsOf(file: string): string[] {
  const specifiers = [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
    ([, name]) => name ?? '',
  )
  return specifiers.flatMap((name) => {
    if (name.startsWith('.')) return [normalize(join(dirname(file), name))]
    const alias = Object.keys(ALIASES).find((start) => name === start || name.startsWith(`${start}/`))
    return alias ? [`${ALIASES[alias]}${name.slice(alias.length)}`] : []
  })
}

describe('the arrows between the parts', () => {
  test.each(INNER)('%s imports only what its part may', (file) => {
    const part = partOf(file)
    const foreign = importsOf(file)
      .map(partOf)
      .filter((other) => other !== part)
    expect(foreign.filter((other) => !ARROWS[part]?.includes(other))).toEqual([])
  })

  test('the files of the product import no test', () => {
    const importing = FILES.filter(
      (file) => file !== 'api/cli/demo.ts' && importsOf(file).some((path) => path.startsWith('test/')),
    )
    expect(importing).toEqual([])
  })

  test('no file imports its own importer', () => {
    expect(
      FILES.flatMap((file) => cycleFrom(file, (from) => importsOf(from).filter((to) => FILES.includes(to)))),
    ).toEqual([])
  })

  test('no folder of api imports its own importer', () => {
    const folders = Map.groupBy(INNER, folderOf)
    const next = (folder: string) =>
      (folders.get(folder) ?? [])
        .flatMap(importsOf)
        .map(folderOf)
        .filter((other) => other !== '' && other !== folder)
    expect([...folders.keys()].filter(Boolean).flatMap((folder) => cycleFrom(folder, next))).toEqual([])
  })
})

describe('what only entries do', () => {
  test.each<[string, RegExp, readonly string[]]>([
    ['read the clock', /Date\.now\(\)|new Date\(\)|performance\.now\(\)|Temporal\.Now/, []],
    ['read the environment', /process\.env\b/, ['config.ts']],
    ['end the process', /process\.exit\(/, []],
  ])('no other file may %s', (_, pattern, allowed) => {
    const found = INNER.filter((file) => !allowed.includes(file) && pattern.test(textOf(file)))
    expect(found).toEqual([])
  })
})

describe('the domain', () => {
  const PACKAGES = ['markdown-it', 'node:crypto', 'node:util', 're2js', 'sanitize-html', 'temporal-polyfill']
  /** What reads addresses and connects to none. */
  const PURE = /import \{ BlockList, isIP \} from 'node:net'/

  test('needs nothing that does I/O', () => {
    const named = FILES.filter((file) => partOf(file) === 'domain').flatMap((file) =>
      [
        ...textOf(file)
          .replace(PURE, '')
          .matchAll(/from '([^.#][^']*)'/g),
      ].map(([, name]) => name),
    )
    expect([...new Set(named)].filter((name) => !PACKAGES.includes(name ?? ''))).toEqual([])
  })
})

describe('the size of things', () => {
  test.each(FILES)('%s has at most 200 lines', (file) => {
    expect(textOf(file).split('\n').length).toBeLessThanOrEqual(201)
  })
})

/** The folder within `api` of a path, `api/publish`; empty for what lies in none. */
function folderOf(path: string): string {
  return /^(api\/\w+)\//.exec(path)?.[1] ?? ''
}

/** A cycle that begins and ends at a file, or a folder; types count too. */
function cycleFrom(start: string, importsFrom: (one: string) => readonly string[]): string[] {
  const seen = new Set<string>()
  const queue = importsFrom(start).map((one) => [one])
  for (let path = queue.shift(); path; path = queue.shift()) {
    const last = path.at(-1) ?? ''
    if (last === start) return [[start, ...path].join(' → ')]
    if (seen.has(last)) continue
    seen.add(last)
    for (const next of importsFrom(last)) queue.push([...path, next])
  }
  return []
}
