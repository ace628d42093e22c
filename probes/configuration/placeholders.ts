import type { Secret } from '#domain/secret.ts'

/** A value taken in one step and used in a later one, as `#domain/template.ts` reads it: `{{name}}`. */
const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g

interface Step {
  url: Secret
  headers: Readonly<Record<string, Secret>>
  body?: Secret | undefined
  bearer?: Secret | undefined
  take: Readonly<Record<string, unknown>>
}

/** Placeholders of a sequence for which no step before has taken a value, each with its place. */
export function placeholderFaults(steps: readonly Step[]): { path: PropertyKey[]; message: string }[] {
  return steps.flatMap((step, index) => {
    const taken = steps.slice(0, index).flatMap(({ take }) => Object.keys(take))
    const known = taken.length > 0 ? `only ${taken.map((name) => `{{${name}}}`).join(', ')}` : 'no {{…}}'
    return texts(step)
      .filter(({ text }) => [...text.reveal().matchAll(PLACEHOLDER)].some(([, name = '']) => !taken.includes(name)))
      .map(({ path }) => ({ path: ['steps', index, ...path], message: `${known}, taken in the steps before` }))
  })
}

function texts({ url, headers, body, bearer }: Step): { path: PropertyKey[]; text: Secret }[] {
  return [
    { path: ['url'], text: url },
    ...Object.entries(headers).map(([name, text]) => ({ path: ['headers', name], text })),
    ...(body ? [{ path: ['body'], text: body }] : []),
    ...(bearer ? [{ path: ['bearer'], text: bearer }] : []),
  ]
}
