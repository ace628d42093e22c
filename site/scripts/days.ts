import type { ToldDay } from '../day-facts.ts'

/** A day with what was told of on it. */
export interface Day extends ToldDay {
  /** Titles of the incidents of the component, newest first. */
  incidents: string[]
}

interface Incident {
  title: string
  startedAt: string
  resolvedAt: string | null
  components: { id: string }[]
}

const INCIDENTS = '/api/incidents?limit=100'
const kept = new Map<string, Promise<unknown>>()

/** The days of a component, oldest first, each asked for once. */
export async function daysOf(source: string): Promise<Day[]> {
  const [uptime, told] = await Promise.all([
    ask<{ component: string; days: (ToldDay & { from: string; to: string })[] }>(source),
    ask<{ incidents: Incident[] }>(INCIDENTS),
  ])
  const own = told.incidents.filter(({ components }) => components.some(({ id }) => id === uptime.component))
  return uptime.days.map((day) => ({
    ...day,
    incidents: own
      // Instants of one form are in the order of their letters.
      .filter(({ startedAt, resolvedAt }) => startedAt < day.to && (resolvedAt === null || resolvedAt > day.from))
      .map(({ title }) => title),
  }))
}

/** What is known may be other from now on. */
export const forgetDays = (): void => kept.clear()

function ask<Answer>(path: string): Promise<Answer> {
  const known = kept.get(path) ?? fetch(path).then((response) => (response.ok ? response.json() : Promise.reject()))
  kept.set(path, known)
  // What failed is asked for again the next time.
  known.catch(() => kept.delete(path))
  return known as Promise<Answer>
}
