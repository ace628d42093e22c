import { schedule as cron, type ScheduledTask } from 'node-cron'

/** What is done at hours of the day. */
export interface Timetable {
  /** Arms it anew where the wall clock was set; returns whether it was. */
  follow(): boolean
  /** Ends it. */
  end(): Promise<unknown>
}

export interface TimetableDeps {
  /** The machine's own wall clock, on which node-cron counts and which may be set back. */
  wall: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

/** What is done, and when: six fields of cron, the first of them seconds. */
export type Entry = readonly [when: string, work: () => Promise<void>]

/** A difference of the clocks beyond which one of them was set. */
const DRIFT_MS = 1000

export function createTimetable(entries: readonly Entry[], { wall, monotonic }: TimetableDeps): Timetable {
  const difference = () => wall() - monotonic()
  const arm = () => entries.map(([when, work]) => cron(when, work, { suppressMissedWarning: true }))
  let tasks: ScheduledTask[] = arm()
  let armedBy = difference()

  const end = () => Promise.all(tasks.map((task) => task.destroy()))

  return {
    follow: () => {
      if (Math.abs(difference() - armedBy) <= DRIFT_MS) return false
      void end()
      armedBy = difference()
      tasks = arm()
      return true
    },
    end,
  }
}
