/** How a slot ended, a time at which a check was due: asked then, asked late, or not asked. */
export const ENDINGS = ['done', 'late', 'missed'] as const
export type Ending = (typeof ENDINGS)[number]

const LATE_MS = 1000

/** How a slot ended that was asked so many ms after it was due: more than a second is late. */
export function endingOf(lateMs: number): Ending {
  return lateMs > LATE_MS ? 'late' : 'done'
}
