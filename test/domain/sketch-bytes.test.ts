import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ascending, type LatencySketch, sketchOf } from '#domain/latency-sketch.ts'
import { decodeSketch, encodeSketch } from '#domain/sketch-bytes.ts'

const DAY_BYTES = 4096
/** What a row takes besides its sketch: its key and its counts, each with its length. */
const ROW_BYTES = 24

const sketch: fc.Arbitrary<LatencySketch> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -400, max: 2500 }), fc.integer({ min: 1, max: 2 ** 40 })), {
    selector: ([bucket]) => bucket,
    maxLength: 100,
  })
  .map((buckets) => ({ count: buckets.reduce((sum, [, held]) => sum + held, 0), buckets: new Map(buckets) }))

/** Latencies spread log-normally around 80 ms, the same at every run. */
function spread(count: number, sigma: number): number[] {
  let state = 20261123
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 1) / 4_294_967_297
  }
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: count }, () => Math.round(80 * Math.exp(sigma * normal())))
}

describe('a sketch as bytes', () => {
  test('is read back as it was', () =>
    fc.assert(
      fc.property(sketch, (one) => {
        const read = decodeSketch(encodeSketch(one))
        expect(read.count).toBe(one.count)
        expect([...read.buckets]).toEqual(ascending(one.buckets).map((bucket) => [bucket, one.buckets.get(bucket)]))
      }),
    ))

  test('is the same for the same latencies in another order', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(5000)), (latencies) => {
        expect(encodeSketch(sketchOf(latencies))).toEqual(encodeSketch(sketchOf(latencies.toReversed())))
      }),
    ))

  test('of no latencies is one byte', () => expect([...encodeSketch(sketchOf([]))]).toEqual([0x51]))

  test.each([
    [120, 0.05],
    [120, 0.3],
    [120, 1],
    [360, 0.3],
    [360, 1],
    [3600, 0.3],
  ])('of an hour of %d answers that differ by a sigma of %d keeps a day within 4 KB', (count, sigma) => {
    const bytes = encodeSketch(sketchOf(spread(count, sigma))).length
    expect(24 * (bytes + ROW_BYTES)).toBeLessThanOrEqual(DAY_BYTES)
  })

  test.each<[string, number[]]>([
    ['nothing', []],
    ['another form', [0x52, 0x04, 0x00]],
    ['a lowest bucket without a count', [0x51, 0x04]],
    ['a number that breaks off', [0x51, 0x84]],
    ['a gap that breaks off', [0x51, 0x04, 0x07]],
    ['a number without an end', [0x51, ...Array.from({ length: 9 }, () => 0xff)]],
  ])('%s is refused', (_, bytes) => {
    expect(() => decodeSketch(Uint8Array.from(bytes))).toThrow(/^Expected the bytes of a latency sketch, got \d+ that/)
  })
})
