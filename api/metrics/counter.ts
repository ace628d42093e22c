import type { Family } from './exposition.ts'

/** Something that is only ever counted up, since this process was started. */
export interface Counter {
  family: Family
  add(count: number): void
}

export function createCounter(name: string, help: string): Counter {
  let count = 0
  return {
    family: { name, help, type: 'counter', collect: (add) => add('', count) },
    add: (more) => {
      count += more
    },
  }
}
