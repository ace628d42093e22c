import { createHash } from 'node:crypto'
import { stringify } from 'yaml'

/** What a template is rendered with, as Helm calls it. */
export interface Scope {
  Values: unknown
  Chart: { Name: string; AppVersion: string }
  Release: { Name: string; Service: string }
}

/** A template, in parts: text, what is put in, and blocks. */
type Node = string | { put: string } | { block: string; then: Node[]; otherwise: Node[] }

interface Here {
  dot: unknown
  variables: Readonly<Record<string, unknown>>
}

const FUNCTIONS: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
  default: (otherwise, value) => (isSet(value) ? value : otherwise),
  nindent: (width, text) => `\n${String(text).replace(/^/gm, ' '.repeat(Number(width)))}`,
  not: (value) => !isSet(value),
  quote: (value) => JSON.stringify(String(value)),
  sha256sum: (text) => createHash('sha256').update(String(text)).digest('hex'),
  toJson: (value) => JSON.stringify(value),
  toYaml: (value) => stringify(value).trimEnd(),
}

/**
 * A template as Helm renders it, as far as ours need: `if`, `with` and `range` over a map, pipelines, and some functions.
 *
 * @throws {Error} at whatever else it is asked, and at a value that is not there
 */
export function renderTemplate(template: string, scope: Scope): string {
  const rest = template
    .replace(/\s+\{\{-/g, '{{')
    .replace(/^\{\{-/, '{{')
    .split(/(\{\{.*?\}\})/)
  const { nodes, end } = parseNodes(rest)
  if (end !== undefined) throw new Error(`An ${end} too many`)
  return renderNodes(nodes, { dot: scope, variables: {} })
}

/** Parts up to the end of the block that they are in. */
function parseNodes(rest: string[]): { nodes: Node[]; end: string | undefined } {
  const nodes: Node[] = []
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    const action = /^\{\{\s*(.*?)\s*\}\}$/.exec(part)?.[1]
    if (action === 'end' || action === 'else') return { nodes, end: action }
    if (action === undefined) nodes.push(part)
    else nodes.push(/^(if|with|range) /.test(action) ? parseBlock(action, rest) : { put: action })
  }
  return { nodes, end: undefined }
}

function parseBlock(block: string, rest: string[]): Node {
  const { nodes: then, end } = parseNodes(rest)
  const last = end === 'else' ? parseNodes(rest) : { nodes: [], end }
  if (last.end !== 'end') throw new Error(`No end of ${block}`)
  return { block, then, otherwise: last.nodes }
}

function renderNodes(nodes: readonly Node[], here: Here): string {
  return nodes.map((node) => renderNode(node, here)).join('')
}

function renderNode(node: Node, here: Here): string {
  if (typeof node === 'string') return node
  if ('put' in node) return String(evaluate(node.put, here))
  const [kind = ''] = node.block.split(' ')
  const [, name = '', item = '', of = ''] = /^range \$(\w+), \$(\w+) := (.*)$/.exec(node.block) ?? []
  if (kind === 'range') {
    const entries = Object.entries(evaluate(of, here) as object)
    return entries
      .map(([key, dot]) => renderNodes(node.then, { dot, variables: { ...here.variables, [name]: key, [item]: dot } }))
      .join('')
  }
  const value = evaluate(node.block.slice(kind.length + 1), here)
  if (!isSet(value)) return renderNodes(node.otherwise, here)
  return renderNodes(node.then, kind === 'with' ? { ...here, dot: value } : here)
}

/** Commands with bars between: each is given what the one before made, as its last word. */
function evaluate(pipeline: string, here: Here): unknown {
  return pipeline.split(' | ').reduce<unknown>((before, command, index) => {
    const [first = '', ...words] = command.trim().split(/\s+/)
    const given = [...words.map((word) => wordValue(word, here)), ...(index > 0 ? [before] : [])]
    const call = FUNCTIONS[first]
    if (call) return call(...given)
    if (given.length > 0) throw new Error(`No function ${first}`)
    return wordValue(first, here)
  }, undefined)
}

function wordValue(word: string, { dot, variables }: Here): unknown {
  if (/^\d+$/.test(word)) return Number(word)
  if (word.startsWith('$')) return variables[word.slice(1)]
  if (!word.startsWith('.')) throw new Error(`What is ${word}?`)
  return word
    .split('.')
    .filter((key) => key !== '')
    .reduce((value, key) => {
      const next = (value as Record<string, unknown>)[key]
      if (next === undefined) throw new Error(`No ${key} in ${word}`)
      return next
    }, dot)
}

/** What templates take for true. */
function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}
