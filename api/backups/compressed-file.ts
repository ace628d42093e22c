import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'

/** After so many bytes a file is put on disk, since a writer's own sync would wait for all that is not. */
const SYNC_BYTES = 2 * 1024 ** 2
/** How long the disk is left to the others after that. */
const REST_MS = 10
const READ_BYTES = 1024 ** 2
/** Of an owner alone: the record has hashes of tokens, and what is private. */
const MODE = 0o600

type Chunks = AsyncIterable<Uint8Array>

/**
 * Compresses a file into another that is not there yet, as a stream, and puts it on disk.
 *
 * @returns the SHA-256 of what was compressed
 */
export async function compressFile(from: string, to: string): Promise<string> {
  const hash = createHash('sha256')
  const params = { [constants.ZSTD_c_checksumFlag]: 1 }
  await pipeline(readFile(from), hashing(hash), createZstdCompress({ params }), (chunks: Chunks) => store(chunks, to))
  return hash.digest('hex')
}

/** Unpacks a compressed file into another that is not there yet. Rejects where it is broken or cut off. */
export async function unpackFile(from: string, to: string): Promise<void> {
  await pipeline(readFile(from), createZstdDecompress(), (chunks: Chunks) => store(chunks, to))
}

/** The SHA-256 of what a compressed file holds. */
export async function hashUnpacked(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(readFile(file), createZstdDecompress(), hash)
  return hash.digest('hex')
}

function readFile(file: string) {
  return createReadStream(file, { highWaterMark: READ_BYTES })
}

const hashing = (hash: { update(chunk: Uint8Array): unknown }) =>
  async function* (chunks: Chunks) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }

async function store(chunks: Chunks, file: string): Promise<void> {
  const handle = await open(file, 'wx', MODE)
  try {
    await writeInPieces(chunks, handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeInPieces(chunks: Chunks, handle: FileHandle): Promise<void> {
  let unsynced = 0
  for await (const chunk of chunks) {
    await handle.writeFile(chunk)
    unsynced += chunk.length
    if (unsynced < SYNC_BYTES) continue
    await handle.datasync()
    await sleep(REST_MS)
    unsynced = 0
  }
}
