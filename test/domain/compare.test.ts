import { describe, expect, test } from 'vitest'
import type { Comparison } from '#domain/assertion.ts'
import { compare, wantedText } from '#domain/compare.ts'

const THERE: Comparison = { op: 'exists', value: true }

describe('compare', () => {
  test.each<[Comparison, unknown, boolean]>([
    [{ op: '==', value: 'ok' }, 'ok', true],
    [{ op: '==', value: 'ok' }, 'OK', false],
    [{ op: '==', value: 1 }, '1', false],
    [{ op: '==', value: null }, null, true],
    [{ op: '==', value: null }, undefined, false],
    [{ op: '!=', value: 'error' }, 'ok', true],
    [{ op: '!=', value: 'error' }, 'error', false],
    [{ op: '!=', value: 'error' }, undefined, true],
    [{ op: '<', value: 5 }, 4.9, true],
    [{ op: '<', value: 5 }, 5, false],
    [{ op: '<=', value: 5 }, 5, true],
    [{ op: '>', value: 5 }, 5, false],
    [{ op: '>=', value: 5 }, 5, true],
    [{ op: '>', value: 0 }, '5', false],
    [{ op: '<', value: 5 }, undefined, false],
    [{ op: '<', value: 5 }, Number.NaN, false],
    [{ op: 'in', values: ['ok', 'idle', 0] }, 0, true],
    [{ op: 'in', values: ['ok', 'idle', 0] }, 'down', false],
    [{ op: 'matches', pattern: '^v\\d+' }, 'v12', true],
    [{ op: 'matches', pattern: '^v\\d+' }, 'a v12', false],
    [{ op: 'matches', pattern: '1' }, 1, false],
    [{ op: 'contains', text: 'lo wo' }, 'hello world', true],
    [{ op: 'contains', text: 'read' }, ['read', 'write'], true],
    [{ op: 'contains', text: 'rea' }, ['read', 'write'], false],
    [{ op: 'contains', text: 'a' }, { a: 1 }, false],
    [THERE, 0, true],
    [THERE, false, true],
    [THERE, 'x', true],
    [THERE, '', false],
    [THERE, null, false],
    [THERE, [], false],
    [THERE, {}, false],
    [{ op: 'exists', value: false }, null, true],
    [{ op: 'exists', value: false }, undefined, true],
    [{ op: 'exists', value: false }, 'x', false],
    [{ op: 'length', at: '==', value: 2 }, 'é🙂', true],
    [{ op: 'length', at: '>=', value: 2 }, [1, 2], true],
    [{ op: 'length', at: '>', value: 2 }, [1, 2], false],
    [{ op: 'length', at: '<', value: 2 }, { a: 1 }, true],
    [{ op: 'length', at: '<=', value: 2 }, 1, false],
    [{ op: 'length', at: '>=', value: 0 }, null, false],
  ])('%j of %j holds: %s', (wanted, value, expected) => expect(compare(wanted, value)).toBe(expected))
})

describe('wantedText', () => {
  test.each<[Comparison, string]>([
    [{ op: '==', value: 'ok' }, '"ok"'],
    [{ op: '!=', value: 1 }, 'anything but 1'],
    [{ op: '<=', value: 5 }, 'a number <= 5'],
    [{ op: 'in', values: ['ok', null] }, 'one of "ok", null'],
    [{ op: 'matches', pattern: '^v' }, 'a text that matches ^v'],
    [{ op: 'contains', text: 'a' }, 'a text with "a"'],
    [THERE, 'a value'],
    [{ op: 'exists', value: false }, 'nothing'],
    [{ op: 'length', at: '>', value: 2 }, 'a length > 2'],
  ])('of %j is %s', (wanted, expected) => expect(wantedText(wanted)).toBe(expected))
})
