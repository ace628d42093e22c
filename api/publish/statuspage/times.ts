import { Temporal } from 'temporal-polyfill'
import { remembered } from './remembered.ts'

/** Prints instants as Statuspage does: ISO 8601 with milliseconds, in the page's zone. */
export type PrintTime = (at: number) => string

/** How times are printed on a page of this zone; UTC is written `Z`. */
export const timePrinter = remembered((timezone: string): PrintTime => {
  if (isUtc(timezone)) return (at) => new Date(at).toISOString()
  return remembered((at) =>
    Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(timezone)
      .toString({ smallestUnit: 'millisecond', timeZoneName: 'never' }),
  )
})

/** The name of a zone as Statuspage gives it. */
export function zoneName(timezone: string): string {
  return isUtc(timezone) ? 'Etc/UTC' : timezone
}

function isUtc(timezone: string): boolean {
  return ['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT'].includes(timezone)
}
