import type { Printer } from './command.ts'

/** The sixteen colours that every terminal has, as its owner likes them. */
const COLORS: Readonly<Record<string, number>> = {
  operational: 32,
  under_maintenance: 34,
  unknown: 90,
  degraded_performance: 33,
  partial_outage: 33,
  major_outage: 31,
}

/** Prints times by the reader's own clock, and statuses in colour where that is wanted. */
export function createPrinter({ color }: { color: boolean }): Printer {
  return {
    time: (iso) => (iso === null ? '–' : localTime(iso)),
    status: (text, status = '') => {
      const code = color ? COLORS[status] : undefined
      return code === undefined ? text : `\u001b[${code}m${text}\u001b[0m`
    },
  }
}

/** `2026-11-25 03:10 +01:00`, in this machine's zone. */
function localTime(iso: string): string {
  const at = new Date(iso)
  const minutes = -at.getTimezoneOffset()
  const shifted = new Date(at.getTime() + minutes * 60_000).toISOString()
  const pad = (number: number) => String(Math.trunc(Math.abs(number))).padStart(2, '0')
  const offset = `${minutes < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)} ${offset}`
}
