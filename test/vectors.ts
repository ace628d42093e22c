import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { VECTOR_FUNCTIONS } from './vector-functions.ts'

/** One worked case of a file. */
export interface VectorCase {
  file: string
  name: string
  expected: unknown
  /** Answers the case; what the function throws rises. */
  answer: () => unknown
}

export interface Vectors {
  cases: VectorCase[]
  /** Names of the files that no function answers. */
  unanswered: string[]
}

const TOLERANCE = 1e-9
export const VECTORS_DIR = process.env['VECTORS_DIR'] ?? join(import.meta.dirname, 'vectors')

/** Reads every `*.json` of a folder, by name. */
export function readVectors(folder: string): Vectors {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  const answered = (file: string) => VECTOR_FUNCTIONS.has(basename(file, '.json'))
  return {
    cases: files
      .filter(answered)
      .sort()
      .flatMap((file) => casesOf(folder, file)),
    unanswered: files.filter((file) => !answered(file)),
  }
}

/** Whether two JSON values agree: numbers by the tolerance, all else exactly. */
export function agree(expected: unknown, got: unknown): boolean {
  if (typeof expected === 'number' && typeof got === 'number') return Math.abs(expected - got) < TOLERANCE
  if (!isObject(expected) || !isObject(got)) return expected === got
  const keys = Object.keys(expected)
  const sameKind = Array.isArray(expected) === Array.isArray(got)
  return sameKind && keys.length === Object.keys(got).length && keys.every((key) => agree(expected[key], got[key]))
}

function casesOf(folder: string, file: string): VectorCase[] {
  const answer = VECTOR_FUNCTIONS.get(basename(file, '.json'))
  const parsed: { name: string; input: never; expected: unknown }[] = JSON.parse(
    readFileSync(join(folder, file), 'utf8'),
  )
  return parsed.map(({ name, input, expected }) => ({ file, name, expected, answer: () => answer?.(input) }))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function answerOf({ answer }: VectorCase): unknown {
  try {
    return answer()
  } catch (error) {
    return String(error)
  }
}

function main(): void {
  const { cases, unanswered } = readVectors(VECTORS_DIR)
  let failed = 0
  for (const one of cases) {
    const got = answerOf(one)
    if (agree(one.expected, got)) continue
    failed++
    console.log(`${one.file}: ${one.name}: expected ${JSON.stringify(one.expected)}, got ${JSON.stringify(got)}`)
  }
  for (const file of unanswered) console.log(`${file}: not yet there`)
  console.log(`${cases.length - failed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
}

if (import.meta.main) main()
