import type { Column } from 'drizzle-orm'

/** What turns a value into what the driver takes: numbers and texts stay as they are, the rest goes by Drizzle. */
export function encoderOf(column: Column): (value: unknown) => unknown {
  if (column.dataType === 'number' || column.dataType === 'string') return (value) => value ?? null
  return (value) => (value === null || value === undefined ? null : column.mapToDriverValue(value))
}
