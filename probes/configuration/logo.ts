import type { Logo } from '#domain/brand.ts'
import { messageOf } from '#domain/message-of.ts'
import { type Fault, showValue } from './faults.ts'
import { svgFault, svgSize } from './svg.ts'

/** Reads a file that the configuration names, relative to its own folder. */
export type ReadBeside = (file: string) => Uint8Array

const MOST_BYTES = 65_536
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const FIRST_OF_SVG = '<'.charCodeAt(0)

/** The logo in a file, or why it is none that can be shown. */
export function readLogo(file: string, read: ReadBeside): Logo | Fault {
  let body: Uint8Array
  try {
    body = read(file)
  } catch (error) {
    return fault('a file that can be read', messageOf(error))
  }
  if (body.length > MOST_BYTES) return fault('a file of at most 64 KB', `${body.length} bytes`)
  if (PNG.every((byte, at) => body[at] === byte)) return pngOf(body) ?? fault('a whole PNG', showValue(file))
  return svgOf(body, file)
}

function fault(expected: string, got: string): Fault {
  return { path: 'page.logo', expected, got }
}

/** The size is in the first chunk. @see PNG specification, 11.2.1 */
function pngOf(body: Uint8Array): Logo | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  if (body.length < 33) return undefined
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  return width > 0 && height > 0 ? { type: 'image/png', body, width, height } : undefined
}

function svgOf(body: Uint8Array, file: string): Logo | Fault {
  const text = textOf(body)
  if (text?.trimStart().charCodeAt(0) !== FIRST_OF_SVG) return fault('an SVG or a PNG', showValue(file))
  const unfit = svgFault(text)
  if (unfit) return fault('an SVG without scripts and references to elsewhere', unfit)
  const size = svgSize(text)
  return size ? { type: 'image/svg+xml', body, ...size } : fault('an SVG with a viewBox', showValue(file))
}

function textOf(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return undefined
  }
}
