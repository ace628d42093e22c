/** Lets so many in at once; the others wait in the order in which they came. */
export interface Gate {
  /** Calls when there is room, now or later. Whoever is let in leaves once. */
  enter(begin: () => void): void
  leave(): void
  /** Sends away all who wait. */
  clear(): void
}

/** @param room  how many may be inside, 1 or more */
export function createGate(room: number): Gate {
  let inside = 0
  let waiting: (() => void)[] = []
  return {
    enter: (begin) => {
      if (inside >= room) waiting.push(begin)
      else {
        inside++
        begin()
      }
    },
    leave: () => {
      const next = waiting.shift()
      if (next) next()
      else inside--
    },
    clear: () => {
      waiting = []
    },
  }
}
