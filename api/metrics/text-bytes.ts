/** Makes text of the pieces that are added, as bytes. */
export type TextBytes = (fill: (add: (piece: string) => void) => void) => Buffer<ArrayBuffer>

/** Text that grows longer is a tree of so many pieces that the collector spends more on it than we do. */
const LONGEST_PIECE = 16 * 1024

/** Puts text together where the last one was: what is written again and again needs no new memory to grow in. */
export function createTextBytes(): TextBytes {
  let bytes = Buffer.allocUnsafe(4 * LONGEST_PIECE)
  let length = 0
  let text = ''

  const flush = (): void => {
    // A unit of UTF-16 takes three bytes at most.
    const most = length + 3 * text.length
    if (most > bytes.length) bytes = Buffer.concat([bytes], 2 * most)
    length += bytes.write(text, length)
    text = ''
  }
  const add = (piece: string): void => {
    text += piece
    if (text.length > LONGEST_PIECE) flush()
  }

  return (fill) => {
    length = 0
    text = ''
    fill(add)
    flush()
    return Buffer.from(bytes.subarray(0, length))
  }
}
