import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { freshFolder, freshUrlOf } from './db/open-test-database.ts'
import { eventually, statusOf, type Watched, watchSimulator } from './e2e/service.ts'

const FILES = ['README.md', ...globSync('docs/*.md').sort()]

/** What is run here, each with the exit codes that are good. */
const RUN: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^curl .*http:\/\/127\.0\.0\.1:3000\//, [0]],
  [/^npm run check -- /, [0]],
  [/^npm run backup -- /, [0]],
  [/^npm run db -- copy /, [0]],
  [/^npm run generate:(prometheus|grafana|openslo)( -- |$)/, [0]],
  [/^npm run token -- /, [0]],
  [/^npm run status -- (--help|component show|maintenance (list|preview)|incident (open|update|resolve))/, [0]],
]

/** What is not run here, and why. Of what is in neither list nobody knows whether it works. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/…|\b(inc|mnt|ser)_\w+/, 'stands for what only its reader has; an id, a secret, options'],
  [/^npm ci\b/, 'installs what this runs on; .ci/run begins with it'],
  [/^npm run build$/, 'was done before this; npm test does it'],
  [/^(\w+=\S+ )+npm start$/, 'runs for ever; test/e2e/start.test.ts does it'],
  [/^npm run replay -- /, 'needs a policy and days of results; test/e2e/replay-command.test.ts has them'],
  [
    /^(docker|systemctl|systemd-run|useradd|cp docs\/running|helm|kubectl) ?/,
    'needs a daemon, a cluster or root; test/running reads its files',
  ],
  [
    /^(pg_\w+|createdb|mkdir -m 700 \$PGDATA|tar -xzf \/backup|touch \$PGDATA)/,
    'needs a PostgreSQL with its tools; test/debian/postgres-tools.test.ts runs it with that of Debian',
  ],
  [/^(rsync|restic|rclone) /, 'needs somewhere else to copy to'],
  [/^\w+=\S+$/, 'is a line of a file of settings'],
  [/^echo '.*' > \.env$/, 'writes into the root of the checkout'],
]

/** The commands of a document: each line of its shell blocks, continued ones joined, without comments. */
function commandsOf(file: string): string[] {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^ *```(?:bash|sh|shell|console)\n(.*?)^ *```/gms)]
  const lines = blocks.flatMap(([, block = '']) => block.replace(/\\\n\s*/g, '').split('\n'))
  return lines.map((line) => line.replace(/(^|\s)# .*/, '').trim()).filter(Boolean)
}

const isRun = (line: string) => !NOT_RUN.some(([pattern]) => pattern.test(line)) && codesOf(line) !== undefined
const codesOf = (line: string) => RUN.find(([pattern]) => pattern.test(line))?.[1]
const documents = FILES.map((file) => ({ file, commands: commandsOf(file) })).filter(({ commands }) => commands[0])

describe('each command in the documentation is run, or there is a reason', () => {
  const all = documents.flatMap(({ file, commands }) => commands.map((line) => [file, line] as const))

  test.each(all)('%s: %s', (_, line) =>
    expect(isRun(line) || NOT_RUN.some(([pattern]) => pattern.test(line))).toBe(true),
  )

  test.each([...RUN, ...NOT_RUN].map(([pattern]) => pattern))('%s is in use', (pattern) =>
    expect(all.some(([, line]) => pattern.test(line))).toBe(true),
  )
})

describe.each(documents.filter(({ commands }) => commands.some(isRun)))('the commands of $file', ({ commands }) => {
  test('work, in their order', { timeout: 120_000 }, async () => {
    const folder = freshFolder()
    await using watched = await watchSimulator({ BACKUP_DIR: `${folder}/backups`, BACKUP_EVERY: 'off' })
    await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
    const told = { ...watched.variables, STATUS_URL: watched.service.url, STATUS_TOKEN: await operatorOf(watched) }
    await execute('npm run backup -- create', told)
    for (const line of commands.filter(isRun)) {
      const mayNotServe = line.startsWith('npm run db -- copy')
      if (mayNotServe) await watched.service.stop()
      const ended = await execute(await here(line, watched, folder), told)
      expect(codesOf(line), `${line}\n${ended.output}`).toContain(ended.code)
      if (mayNotServe) await watched.restart()
    }
  })
})

/** A command as it is here: on this server, this record and a folder that is removed. */
async function here(line: string, { service, variables }: Watched, folder: string): Promise<string> {
  const changes = /^npm run status -- incident/.test(line)
  const there = line
    .replace('http://127.0.0.1:3000', service.url)
    .replace('file:./data/status.db', variables['DATABASE_URL'] ?? '')
    .replace('./data/', `${folder}/`)
    .replace('postgres://status@db/status', await freshUrlOf('postgres'))
  if (line.startsWith('npm run generate:'))
    return `${there}${there.includes(' -- ') ? '' : ' --'} --out ${folder}/monitoring`
  // Where nobody can be asked it must be said.
  return changes ? `${there} --yes${line.includes('--message') ? '' : " --message 'We look into it.'"}` : there
}

async function operatorOf({ variables }: Watched): Promise<string> {
  const line = 'npm run --silent token -- create --name operator --scope incidents:write --scope maintenance:write'
  return /^sk_\w+$/m.exec((await execute(line, variables)).output)?.[0] ?? ''
}

async function execute(line: string, variables: Readonly<Record<string, string>>) {
  const running = promisify(execFile)('bash', ['-c', line], { env: { ...process.env, ...variables } })
  running.child.stdin?.end()
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, output: `${stdout}${stderr}` }),
  )
}
