import type { HistoryMonth } from '#domain/history-month.ts'
import type { LatencyHistory } from '#domain/latency.ts'
import type { Tense } from '#domain/past.ts'
import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicComponent, PublicView } from '#domain/public-view.ts'
import type { Api } from './openapi.ts'
import type { Spoken } from './spoken.ts'

declare global {
  namespace App {
    interface Locals extends Spoken {
      view: PublicView
      /** Lets other work be done before the next piece of the page; absent where there is none. */
      breathe?: () => Promise<void>
      /** The one that a page of its own is about. */
      incident?: PublicIncident
      occurrence?: PublicOccurrence
      month?: HistoryMonth
      /** In which sense a page of the past is told, and when it is asked for. */
      past?: { tense: Tense; now: number }
      component?: PublicComponent
      /** How fast it answered, a window each; `null` where the record cannot be read. */
      latency?: readonly LatencyHistory[] | null
      /** Why a request cannot be answered; the texts are empty of one that nobody asked. */
      problem?: { code: string; status: number; detail: string; requestId: string }
      /** What the page about the API is drawn from. */
      api?: Api
    }
  }
}
