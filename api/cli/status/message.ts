import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { NotWanted, WrongUsage } from './refusals.ts'

/** Where the words of a message come from. */
export interface MessageSource {
  /**
   * The message that was given, or what is written now.
   *
   * @param given  what an option said
   * @param about  what the message is about, for who writes it
   * @throws {NotWanted} when it is empty
   */
  read(given: string | undefined, about: string): Promise<string>
  /** What was written in an editor, which is nowhere else; `undefined` when nothing was. */
  written(): string | undefined
}

export interface MessageDeps {
  stdin: NodeJS.ReadStream
  /** The operator's own editor, as a shell would start it. */
  editor: string | undefined
}

/** Reads a message from an option, from standard input, or from the operator's editor; in this order. */
export function createMessageSource({ stdin, editor }: MessageDeps): MessageSource {
  let written: string | undefined
  const compose = (about: string): string => {
    written = edit(editor, about)
    return written
  }
  return {
    read: async (given, about) => {
      const message = given ?? (stdin.isTTY ? compose(about) : await text(stdin))
      if (message.trim() === '') throw new NotWanted('The message is empty: nothing was done.')
      return message.trim()
    },
    written: () => written?.trim(),
  }
}

/** Lets a message be written in an editor; lines that begin with `#` are for the writer alone. */
function edit(editor: string | undefined, about: string): string {
  if (!editor) throw new WrongUsage('A message is needed: --message, standard input, or an editor in EDITOR.')
  const folder = mkdtempSync(join(tmpdir(), 'status-message-'))
  const file = join(folder, 'message.md')
  try {
    writeFileSync(
      file,
      `\n# ${about}\n# Markdown. Lines that begin with # are left out; an empty message does nothing.\n`,
    )
    const { status, error } = spawnSync('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' })
    if (error ?? status !== 0) throw new NotWanted(`The editor "${editor}" failed: nothing was done.`)
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter((line) => !line.startsWith('#')).join('\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
