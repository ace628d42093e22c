import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PublicView } from '#domain/public-view.ts'
import { type DemandRenderer, makeDocument } from '../demand.ts'
import { type Document, JSON_TYPE } from '../document.ts'
import { cacheControl, type Edition } from '../edition.ts'
import type { Past } from '../past.ts'
import { eventsBetween } from '../view-events.ts'
import { fileNames } from './file-names.ts'
import { createFiles, type Files } from './files.ts'
import { VIEW_FILE, viewText } from './last-view.ts'
import { nginxConfiguration } from './nginx-configuration.ts'
import { type Subject, subjectsOf } from './subjects.ts'

export interface PublishedFolderDeps {
  folder: string
  /** The site's own files, by path. */
  assets: ReadonlyMap<string, Document>
  /** What there is beside the documents of an edition. */
  renderers: readonly DemandRenderer[]
  past: Past
  /** Told of a file that could not be written, or a document that could not be made; its path, where there is one. */
  onFailure: (path: string | null, error: unknown) => void
}

/** Everything public as files, for a server that needs nothing of ours to be running. */
export interface PublishedFolder {
  /** An edition is there: its files follow, never those of two at once. */
  publish(edition: Edition): void
  /** Resolves when what was published so far is written, or could not be. */
  settled(): Promise<void>
}

/** The names of all files that may be there, so that what is public no longer is removed, by a later process too. */
const LIST_FILE = '.files.json'
const NGINX_FILE = 'nginx.conf'
/** How old what is about one thing may be while nothing of it changes. */
const RENEWED_AFTER_MS = 60_000

export function createPublishedFolder(deps: PublishedFolderDeps): PublishedFolder {
  const { folder, past, onFailure } = deps
  const files = createFiles(folder)
  let next: Edition | undefined
  let running: Promise<void> | undefined
  let complete: { view: PublicView; names: string } | undefined

  const writeAll = async ({ view, documents }: Edition): Promise<void> => {
    const { prepared, made } = filesOf({ view, documents }, deps)
    const names = [...prepared, ...made].map(({ name }) => name)
    await files.putText(VIEW_FILE, viewText(view))
    // The page is the last of what is prepared, and refers to what was before it.
    for (const { name, document } of prepared) await files.put(name, document)
    if (!isDue(complete, view, names)) return

    const before = await namesIn(files)
    await files.putText(LIST_FILE, JSON.stringify([...new Set([...before, ...names])]))
    for (const name of before) if (!names.includes(name)) await files.remove(name)
    for (const { name, path, renderer, id, search, speech } of made) {
      try {
        await files.put(
          name,
          await makeDocument(renderer, { view, ...past }, { id, query: new URLSearchParams(search), speech }),
        )
      } catch (error) {
        onFailure(path, error)
      }
      await nextTurn()
    }
    await files.putText(NGINX_FILE, nginxConfiguration(cacheControl(view)))
    await files.putText(LIST_FILE, JSON.stringify(names))
    complete = { view, names: names.join() }
  }

  const run = async (): Promise<void> => {
    while (next) {
      const edition = next
      next = undefined
      await writeAll(edition).catch((error: unknown) => onFailure(null, error))
    }
    running = undefined
  }

  return {
    publish: (edition) => {
      next = edition
      running ??= run()
    },
    settled: async () => running,
  }
}

interface Prepared {
  name: string
  document: Document
}

/** The files of an edition: those of its documents and of the site, and those that are still to be made. */
function filesOf(
  { view, documents }: Edition,
  { assets, renderers: all }: Pick<PublishedFolderDeps, 'assets' | 'renderers'>,
): { prepared: Prepared[]; made: (Subject & { name: string })[] } {
  const renderers = all.filter(({ path }) => !documents.has(path))
  const nameOf = fileNames([...documents.keys(), ...renderers.map(({ path }) => path)])
  const prepared = [...assets, ...documents].flatMap(([path, document]) => {
    const name = nameOf({ path, pattern: path, type: document.type })
    return name === undefined ? [] : [{ name, document }]
  })
  const made = subjectsOf(view, renderers).flatMap((subject) => {
    const { path: pattern, type = JSON_TYPE } = subject.renderer
    const name = nameOf({ path: subject.path, pattern, type, speech: subject.speech })
    return name === undefined ? [] : [{ ...subject, name }]
  })
  return { prepared, made }
}

async function namesIn(files: Files): Promise<string[]> {
  return JSON.parse((await files.read(LIST_FILE)) ?? '[]')
}

/** Whether what is about one thing is to be written again. */
function isDue(
  before: { view: PublicView; names: string } | undefined,
  view: PublicView,
  names: readonly string[],
): boolean {
  if (!before || view.at - before.view.at >= RENEWED_AFTER_MS) return true
  return before.names !== names.join() || eventsBetween(before.view, view).length > 0
}
