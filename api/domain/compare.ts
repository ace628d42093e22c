import type { Comparison } from './assertion.ts'
import { isMatch } from './pattern.ts'

/** Whether a value found compares as wanted. What is not there, `undefined`, holds only `!=` and `exists: false`. */
export function compare(wanted: Comparison, value: unknown): boolean {
  switch (wanted.op) {
    case '==':
      return value === wanted.value
    case '!=':
      return value !== wanted.value
    case 'in':
      return wanted.values.some((one) => one === value)
    case 'matches':
      return typeof value === 'string' && isMatch(wanted.pattern, value)
    case 'contains':
      return Array.isArray(value)
        ? value.includes(wanted.text)
        : typeof value === 'string' && value.includes(wanted.text)
    case 'exists':
      return isEmpty(value) !== wanted.value
    case 'length':
      return ordered(wanted.at, lengthOf(value), wanted.value)
    default:
      return typeof value === 'number' && ordered(wanted.op, value, wanted.value)
  }
}

/** What a comparison wants, in words. */
export function wantedText(wanted: Comparison): string {
  switch (wanted.op) {
    case '==':
      return shown(wanted.value)
    case '!=':
      return `anything but ${shown(wanted.value)}`
    case 'in':
      return `one of ${wanted.values.map(shown).join(', ')}`
    case 'matches':
      return `a text that matches ${wanted.pattern}`
    case 'contains':
      return `a text with ${shown(wanted.text)}`
    case 'exists':
      return wanted.value ? 'a value' : 'nothing'
    case 'length':
      return `a length ${wanted.at} ${wanted.value}`
    default:
      return `a number ${wanted.op} ${wanted.value}`
  }
}

/** A value as JSON writes it, so that a text is told from a number; long or deep ones by their kind alone. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

type Order = '==' | '<' | '<=' | '>' | '>='

function ordered(order: Order, found: number | undefined, bound: number): boolean {
  if (found === undefined) return false
  switch (order) {
    case '==':
      return found === bound
    case '<':
      return found < bound
    case '<=':
      return found <= bound
    case '>':
      return found > bound
    case '>=':
      return found >= bound
  }
}

/** Of a text in characters, of a list in items, of a mapping in keys; `undefined` for what has no length. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return [...value].length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === undefined || value === null || value === ''
}
