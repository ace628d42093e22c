/** Things in the order of their time: the earliest first, equal times in no order. */
export interface Heap<T extends { readonly at: number }> {
  push(item: T): void
  /** The earliest, left where it is; `undefined` when there is none. */
  peek(): T | undefined
  /** The earliest, taken out. */
  pop(): T | undefined
  clear(): void
}

/** A binary heap: `push` and `pop` cost the logarithm of what it holds. */
export function createHeap<T extends { readonly at: number }>(): Heap<T> {
  const items: T[] = []
  return {
    push: (item) => rise(items, item),
    peek: () => items[0],
    pop: () => {
      const first = items[0]
      const last = items.pop()
      if (last && last !== first) sink(items, last)
      return first
    },
    clear: () => {
      items.length = 0
    },
  }
}

/** Puts an item at the end, and before every parent that is later. */
function rise<T extends { readonly at: number }>(items: T[], item: T): void {
  let index = items.length
  while (index > 0) {
    const above = (index - 1) >> 1
    const parent = items[above]
    if (!parent || parent.at <= item.at) break
    items[index] = parent
    index = above
  }
  items[index] = item
}

/** Puts an item at the top, and after every child that is earlier. */
function sink<T extends { readonly at: number }>(items: T[], item: T): void {
  let index = 0
  for (;;) {
    const left = 2 * index + 1
    const [first, second] = [items[left], items[left + 1]]
    const child = second && first && second.at < first.at ? second : first
    if (!child || child.at >= item.at) break
    items[index] = child
    index = child === first ? left : left + 1
  }
  items[index] = item
}
