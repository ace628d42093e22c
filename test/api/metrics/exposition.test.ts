import { describe, expect, test } from 'vitest'
import { addHistogram, createBuckets } from '../../../api/metrics/buckets.ts'
import { createWriter, type Family, labelText, type MetricsForm } from '../../../api/metrics/exposition.ts'

const familyOf = (collect: Family['collect'], type: Family['type'] = 'gauge'): Family => ({
  ...{ name: 'x_seconds', help: 'What it is', type, collect },
})

const textOf = (family: Family, form: MetricsForm) => String(createWriter()([family], form, 'public'))

describe('createWriter', () => {
  test.each<[number, string]>([
    [1, '1'],
    [0.1, '0.1'],
    [-1e21, '-1e+21'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
  ])('the value %d is written as %s', (value, written) =>
    expect(
      textOf(
        familyOf((add) => add('', value)),
        'prometheus',
      ),
    ).toBe(`# HELP x_seconds What it is\n# TYPE x_seconds gauge\nx_seconds ${written}\n`),
  )

  test('a histogram has how many fell up to each bound, their sum and their number', () => {
    const buckets = createBuckets([0.5, 1])
    for (const seconds of [0.25, 0.5, 1.5]) buckets.observe(seconds)
    const family = familyOf((add) => addHistogram(add, 'region="local"', buckets), 'histogram')
    expect(textOf(family, 'openmetrics').split('\n').slice(2, -1)).toEqual([
      'x_seconds_bucket{region="local",le="0.5"} 2',
      'x_seconds_bucket{region="local",le="1"} 2',
      'x_seconds_bucket{region="local",le="+Inf"} 3',
      'x_seconds_sum{region="local"} 2.25',
      'x_seconds_count{region="local"} 3',
      '# EOF',
    ])
  })
})

describe('labelText', () => {
  test('what would end a value is escaped', () =>
    expect(labelText({ a: '1"\n\\', b: 2 })).toBe('a="1\\"\\n\\\\",b="2"'))
})
