import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { slugOf } from '../api/generate/schema-type.ts'

const FILES = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md').sort()]

/** A document without its blocks of code. */
const proseOf = (file: string) => readFileSync(file, 'utf8').replace(/^ *```.*?^ *```/gms, '')

/** The anchors of a document, as GitHub names them. */
const anchorsOf = (file: string) =>
  [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading.replaceAll('`', '')))

describe.each(FILES)('%s', (file) => {
  const links = [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  const ours = links.filter((link) => !/^[a-z]+:/.test(link))

  test('leads to files and headings that there are', () => {
    const broken = ours.filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? file : join(dirname(file), path)
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor))
    })
    expect(broken).toEqual([])
  })

  test('names files of ours that there are', () => {
    const named = [...proseOf(file).matchAll(/`((?:api|db|docs|probes|site|test)\/[\w./-]+)`/g)]
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(path))).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  const [, invariants = ''] = proseOf('docs/architecture.md').split('## Invariants\n')

  test('has a test for each invariant', () => {
    const rows = invariants
      .split('\n')
      .filter((line) => /^\| [^-]/.test(line))
      .slice(1)
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter((row) => !/`test\/[\w./-]+\.test\.ts`/.test(row))).toEqual([])
  })
})

describe('README.md', () => {
  test.each(globSync('docs/*.md'))('leads to %s, itself or by what it leads to', (file) => {
    const around = FILES.filter((other) => other !== file).map((other) => readFileSync(other, 'utf8'))
    expect(around.some((text) => text.includes(file.slice('docs/'.length)))).toBe(true)
  })
})
