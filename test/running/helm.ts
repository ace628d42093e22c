import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

/** Carries Helm 3.8.1 for functions that run on AWS. */
const ARCHIVE = 'node_modules/@aws-cdk/asset-kubectl-v20/lib/layer.zip'

/** Helm itself, unpacked into a folder: runs it, and gives what it printed. */
export function helmIn(folder: string): (...args: string[]) => { output: string; error: string; code: number | null } {
  const program = join(folder, 'helm')
  writeFileSync(program, unzipped(readFileSync(ARCHIVE), 'helm/helm'))
  chmodSync(program, 0o755)
  // It looks for what a user has set up for it; nothing of that is to be found.
  const env = { HOME: folder, PATH: '' }
  return (...args) => {
    const { stdout, stderr, status } = spawnSync(program, args, { env, encoding: 'utf8' })
    return { output: stdout, error: stderr, code: status }
  }
}

/**
 * A file of an archive, by its name.
 *
 * @throws {Error} when there is none, or one that is not compressed by DEFLATE
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16
 */
function unzipped(archive: Buffer, name: string): Buffer {
  const end = archive.lastIndexOf('PK\x05\x06')
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28)
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) return inflated(archive, at)
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  throw new Error(`No ${name} in the archive`)
}

/** What the entry at a place in the central directory stands for. */
function inflated(archive: Buffer, entry: number): Buffer {
  if (archive.readUInt16LE(entry + 10) !== 8) throw new Error('Not compressed by DEFLATE')
  const local = archive.readUInt32LE(entry + 42)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  return inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(entry + 20)))
}
