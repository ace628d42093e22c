import { ascending, type LatencySketch } from './latency-sketch.ts'

/** The first byte, by which this form is told from any that may follow it. */
const FORM = 0x51
/** The byte of a bucket: 3 bits for the empty buckets before it, 5 for its count less one. The largest of each says that a varint follows with the rest. */
const GAP_BITS = 3
const LARGE_GAP = 0b111
const LARGE_COUNT = 0b11111
/** Seven bits a byte; more of them would not be a safe integer. */
const LONGEST_VARINT = 7

/** A sketch as bytes: the form, the lowest bucket, then each bucket that holds something. Most of them take one byte. */
export function encodeSketch({ buckets }: LatencySketch): Uint8Array {
  const bytes = [FORM]
  let next: number | undefined
  for (const bucket of ascending(buckets)) {
    if (next === undefined) pushVarint(bytes, zigzag(bucket))
    const gap = bucket - (next ?? bucket)
    const more = (buckets.get(bucket) ?? 1) - 1
    bytes.push(Math.min(gap, LARGE_GAP) | (Math.min(more, LARGE_COUNT) << GAP_BITS))
    if (gap >= LARGE_GAP) pushVarint(bytes, gap - LARGE_GAP)
    if (more >= LARGE_COUNT) pushVarint(bytes, more - LARGE_COUNT)
    next = bucket + 1
  }
  return Uint8Array.from(bytes)
}

/**
 * The sketch that `encodeSketch` made these bytes of.
 *
 * @throws {RangeError} when it did not make them
 */
export function decodeSketch(bytes: Uint8Array): LatencySketch {
  const reader = { bytes, at: 1 }
  if (bytes[0] !== FORM) throw notASketch(bytes)
  const buckets = new Map<number, number>()
  let count = 0
  let bucket = bytes.length > 1 ? unzigzag(readVarint(reader)) : 0
  while (reader.at < bytes.length || (buckets.size === 0 && bytes.length > 1)) {
    const head = readByte(reader)
    const gap = head & LARGE_GAP
    const more = head >> GAP_BITS
    bucket += gap < LARGE_GAP ? gap : gap + readVarint(reader)
    const held = 1 + (more < LARGE_COUNT ? more : more + readVarint(reader))
    buckets.set(bucket++, held)
    count += held
  }
  return { count, buckets }
}

interface Reader {
  bytes: Uint8Array
  at: number
}

function readByte(reader: Reader): number {
  const byte = reader.bytes[reader.at++]
  if (byte === undefined) throw notASketch(reader.bytes)
  return byte
}

function readVarint(reader: Reader): number {
  let value = 0
  for (let index = 0; index < LONGEST_VARINT; index++) {
    const byte = readByte(reader)
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return value
  }
  throw notASketch(reader.bytes)
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  bytes.push(rest)
}

/** Whole numbers of either sign as natural ones: 0, −1, 1, −2, … */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

function notASketch(bytes: Uint8Array): RangeError {
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return new RangeError(`Expected the bytes of a latency sketch, got ${bytes.length} that begin with "${start}"`)
}
