import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Below this saving, in bytes, the header that names an encoding is most of what it saves. */
const LEAST_SAVED = 100

/**
 * Lays beside each file of a folder what it becomes compressed, as `name.br` and `name.gz`: the best that there is, since
 * it is made once and read ever after.
 */
export function precompress(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name)
    if (!statSync(file).isFile()) continue
    const body = readFileSync(file)
    const hint = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }
    write(`${file}.br`, brotliCompressSync(body, hint), body)
    write(`${file}.gz`, gzipSync(body, { level: constants.Z_BEST_COMPRESSION }), body)
  }
}

function write(file: string, encoded: Buffer, body: Buffer): void {
  if (body.length - encoded.length >= LEAST_SAVED) writeFileSync(file, encoded)
}
