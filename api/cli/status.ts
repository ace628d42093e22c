import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { readSettings } from '#config'
import { explainFailure } from '../start-failure.ts'
import { createPrinter } from './status/printer.ts'
import { runStatus } from './status/run.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What operators do, from a shell. */
async function main(): Promise<void> {
  const { statusUrl, statusToken, editor, color } = readSettings()
  const { stdin, stdout, stderr } = process
  process.exitCode = await runStatus(process.argv.slice(2), {
    ...{ url: statusUrl, token: statusToken, editor, stdin, root: ROOT, now: Date.now() },
    interactive: stdin.isTTY && stderr.isTTY,
    print: createPrinter({ color: color && stdout.isTTY }),
    out: (text) => console.log(text),
    say: (text) => console.error(text),
    ask,
  })
}

async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await reader.question(question)
  } finally {
    reader.close()
  }
}

main().catch((error: unknown) => {
  console.error(explainFailure(error) ?? error)
  process.exit(1)
})
