import { spawnSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { temporaryFolder } from './e2e/service.ts'

/** A value, and the type that it should have: as `import("kubernetes-types/core/v1").Service`. */
export type Claim = readonly [value: unknown, type: string]

/** What TypeScript finds in values that is not of their types, unknown keys included; `[]` where there is nothing. */
export function typeFaults(claims: readonly Claim[]): string[] {
  using folder = temporaryFolder()
  symlinkSync(resolve('node_modules'), join(folder.path, 'node_modules'))
  const lines = claims.map(([value, type], index) => `export const _${index}: ${type} = ${JSON.stringify(value)}\n`)
  writeFileSync(join(folder.path, 'claims.mts'), lines.join(''))
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--allowImportingTsExtensions']
  const modules = ['--module', 'esnext', '--moduleResolution', 'bundler', '--types', '', '--pretty', 'false']
  const compiler = resolve('node_modules/typescript-7/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [compiler, ...options, ...modules, 'claims.mts'], {
    cwd: folder.path,
    encoding: 'utf8',
  })
  return stdout.split('\n').filter((line) => line !== '')
}
