import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LatencySketch, latencyQuantile, mergeSketches, SKETCH_ERROR, sketchOf } from '#domain/latency-sketch.ts'

const latency = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 60_000 }),
  fc.double({ min: 0.001, max: 1e9, noNaN: true }),
)
const latencies = fc.array(latency, { maxLength: 200 })
const share = fc.oneof(fc.constantFrom(0, 0.5, 0.95, 0.99, 1), fc.double({ min: 0, max: 1, noNaN: true }))

/** The value at a rank, by the book: the smallest that at least this share of all does not exceed. */
function exactQuantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted.find((_, index) => (index + 1) / sorted.length >= share - 1e-12)
}

/** A sketch in a form that can be compared: buckets in their order. */
function plain({ count, buckets }: LatencySketch) {
  return { count, buckets: [...buckets].sort(([one], [other]) => one - other) }
}

describe('latencyQuantile', () => {
  test('of no latencies is null', () => expect(latencyQuantile(sketchOf([]), 0.5)).toBeNull())

  test.each<[number[], number, number]>([
    [[100], 0.5, 100],
    [[0, 0, 0], 0.99, 0],
    [[1, 2, 3, 4], 0.5, 2],
    [[1, 2, 3, 4], 0.51, 3],
    [[1, 2, 3, 4], 0, 1],
    [[1, 2, 3, 4], 1, 4],
    [Array.from({ length: 100 }, (_, n) => n + 1), 0.07, 7],
    [Array.from({ length: 100 }, (_, n) => n + 1), 0.95, 95],
    [[80, 80, 80, 5000], 0.99, 5000],
  ])('of %j at %d is %d within 1 %%', (values, at, expected) => {
    const found = latencyQuantile(sketchOf(values), at) ?? Number.NaN
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(SKETCH_ERROR * expected + 1e-9)
  })

  test('is within 1 % of the exact one, whatever the latencies', () =>
    fc.assert(
      fc.property(latencies, share, (values, at) => {
        const exact = exactQuantile(values, at)
        const found = latencyQuantile(sketchOf(values), at)
        expect(found === null).toBe(exact === undefined)
        expect(Math.abs((found ?? 0) - (exact ?? 0))).toBeLessThanOrEqual((SKETCH_ERROR + 1e-9) * (exact ?? 0))
      }),
    ))
})

describe('mergeSketches', () => {
  test('is the same as a sketch of all, in any order and grouping', () =>
    fc.assert(
      fc.property(latencies, latencies, latencies, (a, b, c) => {
        const all = plain(sketchOf([...a, ...b, ...c]))
        const [one, two, three] = [sketchOf(a), sketchOf(b), sketchOf(c)]
        expect(plain(mergeSketches([one, two, three]))).toEqual(all)
        expect(plain(mergeSketches([three, one, two]))).toEqual(all)
        expect(plain(mergeSketches([one, mergeSketches([two, three])]))).toEqual(all)
        expect(plain(mergeSketches([mergeSketches([one, two]), three]))).toEqual(all)
      }),
    ))

  test('of none is that of no latencies', () => expect(plain(mergeSketches([]))).toEqual(plain(sketchOf([]))))

  test('leaves the sketches as they were', () => {
    const one = sketchOf([80])
    mergeSketches([one, sketchOf([80, 90])])
    expect(plain(one)).toEqual(plain(sketchOf([80])))
  })
})

describe('sketchOf', () => {
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%d is no latency', (ms) => {
    expect(() => sketchOf([80, ms])).toThrow(`Expected a latency in ms, got ${ms}`)
  })

  test('what is below a microsecond counts as 0', () => {
    expect(latencyQuantile(sketchOf([0.0009]), 0.5)).toBe(0)
  })
})
