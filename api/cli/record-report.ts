import { formatUptime } from '#domain/uptime.ts'
import type { Copied, Progress } from '../db-copy.ts'

const BAR_WIDTH = 30

/** A bar that fills, for who waits at a terminal. */
export function progressBar(): (at: Progress) => void {
  if (!process.stderr.isTTY) return () => undefined
  return ({ table, done, of }) => {
    const filled = Math.floor((done / of) * BAR_WIDTH)
    const bar = '█'.repeat(filled).padEnd(BAR_WIDTH, '░')
    const percent = Math.floor((done / of) * 100)
    process.stderr.write(`\r\u001b[K${done < of ? `${bar} ${percent} %  ${table}` : ''}`)
  }
}

/** The tables of a record that have rows, a line each. */
export function tellRows({ counts }: Copied): string[] {
  return [...counts].filter(([, rows]) => rows > 0).map(([table, rows]) => `  ${table}: ${shownCount(rows)}`)
}

/** How each component did, a line each. */
export function tellUptimes({ figures }: Copied): string[] {
  return figures.map(({ component, uptime }) => {
    const percent = formatUptime(uptime.ms, 3)
    return `  ${component}: ${percent === null ? 'no data' : `${percent} %`}`
  })
}

/** The rows of all tables together. */
export function allRows({ counts }: Copied): number {
  return [...counts.values()].reduce((sum, rows) => sum + rows, 0)
}

export const shownCount = (count: number): string => count.toLocaleString('en')
