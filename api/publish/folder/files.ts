import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Document } from '../document.ts'

/** Files of one folder, each replaced as a whole: who reads one never sees half of it. */
export interface Files {
  /** Keeps a document, with its encodings beside it, unless its bytes are there already. */
  put(name: string, document: Document): Promise<void>
  /** Keeps a text. */
  putText(name: string, text: string): Promise<void>
  /** The text of a file; `undefined` when it is not there. */
  read(name: string): Promise<string | undefined>
  /** Removes a document; it need not be there. */
  remove(name: string): Promise<void>
}

/** What servers look for beside a file, by the encoding that it is in. */
const ENDINGS = { gzip: '.gz', br: '.br' } as const
const ENCODINGS = ['gzip', 'br'] as const

export function createFiles(folder: string): Files {
  /** The tags of what was put so far, by name. */
  const kept = new Map<string, string>()

  const replace = async (name: string, content: string | Buffer, modifiedAt?: number): Promise<void> => {
    const path = join(folder, name)
    const draft = join(dirname(path), `.${basename(path)}.draft`)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(draft, content)
    if (modifiedAt !== undefined) await utimes(draft, modifiedAt / 1000, modifiedAt / 1000)
    await rename(draft, path)
  }

  const remove = (name: string) => rm(join(folder, name), { force: true })

  return {
    put: async (name, { etag, body, encoded, lastModified }) => {
      if (kept.get(name) === etag) return
      for (const encoding of ENCODINGS) {
        const bytes = encoded[encoding]
        // An older one must not stand for the file's own bytes.
        if (bytes) await replace(name + ENDINGS[encoding], bytes, lastModified)
        else await remove(name + ENDINGS[encoding])
      }
      await replace(name, body, lastModified)
      kept.set(name, etag)
    },
    putText: (name, text) => replace(name, text),
    read: (name) =>
      readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      }),
    remove: async (name) => {
      kept.delete(name)
      for (const ending of ['', ...Object.values(ENDINGS)]) await remove(name + ending)
    },
  }
}
