/** One thing wrong with the configuration, with its place. */
export interface Fault {
  /** Where: `components[0].checks[1].url`, or the file itself. */
  path: string
  expected: string
  /** The value found, as it may be shown. */
  got: string
}

/** A configuration that cannot be used, with all that is wrong with it. */
export class ConfigurationError extends Error {
  readonly faults: readonly Fault[]

  constructor(source: string, faults: readonly Fault[]) {
    super(
      `${source} has ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}:\n${faults.map(line).join('\n')}`,
    )
    this.name = 'ConfigurationError'
    this.faults = faults
  }
}

/** A fault as it is listed: `path: expected …, got …`. */
export function line({ path, expected, got }: Fault): string {
  return `  ${path}: expected ${expected}, got ${got}`
}

/** A path as people write it: `components[0].id`. */
export function showPath(path: readonly PropertyKey[]): string {
  const shown = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return shown.replace(/^\./, '') || 'the file'
}

/** A value as a fault may show it: short, and an address without the name and password in it. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = (JSON.stringify(value) ?? String(value)).replace(/\/\/[^\s"]*@/g, '//***@')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** Looks a value up by its path; `undefined` where there is none. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    input,
  )
}
