import { inColor } from '../../publish/terminal-color.ts'
import type { Printer } from './command.ts'

/** Prints times by the reader's own clock, and statuses in colour where that is wanted. */
export function createPrinter({ color }: { color: boolean }): Printer {
  return {
    time: (iso) => (iso === null ? '–' : localTime(iso)),
    status: (text, status = '') => (color ? inColor(text, status) : text),
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
