import { docsRenderer, openapiRenderer } from './api-description.ts'
import { badgeDocument, badgeImage } from './badge/badge-documents.ts'
import { calendarRenderer } from './calendar/calendar.ts'
import { componentPage } from './component-page.ts'
import { componentDocument, toComponentsDocument } from './components-document.ts'
import type { DemandRenderer } from './demand.ts'
import { JSON_TYPE } from './document.ts'
import type { Renderer } from './edition.ts'
import { exportDocuments } from './export/documents.ts'
import { FEED_RENDERERS } from './feeds/feeds.ts'
import { historyPage } from './history-page.ts'
import { incidentDocument, incidentsDocument, toIncidentsDocument } from './incidents-document.ts'
import { latencyDocument } from './latency-document.ts'
import { maintenanceDocument, occurrenceDocument, toMaintenanceDocument } from './maintenance-document.ts'
import { mainPages, pageRenderers, type RenderPage } from './pages.ts'
import { pastPage } from './past-page.ts'
import { pastStatusDocument } from './past-status-document.ts'
import { toStatusDocument } from './status-document.ts'
import { STATUSPAGE_RENDERERS } from './statuspage/documents.ts'
import { HISTORY_RENDERERS } from './statuspage/history.ts'
import { toSummaryDocument } from './summary-document.ts'
import { toTextPage } from './text-page.ts'
import { uptimeDocument } from './uptime-document.ts'
import { COLOR_PAGE, TEXT_PAGE } from './variant.ts'
import { viewPages } from './view-pages.ts'

const TEXT_TYPE = 'text/plain; charset=utf-8'

/**
 * Every public document with a path of its own, the pages last: what fails there holds nothing up.
 *
 * @param openapi  the OpenAPI document, as JSON
 */
export function publicRenderers(renderPage: RenderPage, openapi: string): Renderer[] {
  return [
    { path: '/api/status', type: JSON_TYPE, render: toStatusDocument },
    { path: '/api/summary', type: JSON_TYPE, render: toSummaryDocument },
    { path: '/api/components', type: JSON_TYPE, render: toComponentsDocument },
    { path: '/api/incidents', type: JSON_TYPE, render: toIncidentsDocument },
    { path: '/api/maintenance', type: JSON_TYPE, render: toMaintenanceDocument },
    ...STATUSPAGE_RENDERERS,
    ...HISTORY_RENDERERS,
    ...FEED_RENDERERS,
    calendarRenderer,
    openapiRenderer(openapi),
    { path: TEXT_PAGE, type: TEXT_TYPE, vary: 'Accept', render: (view) => toTextPage(view, { color: false }) },
    { path: COLOR_PAGE, type: TEXT_TYPE, vary: 'Accept', render: (view) => toTextPage(view, { color: true }) },
    ...mainPages(renderPage),
  ]
}

/** Every public document that is made when somebody asks for it. */
export function demandRenderers(renderPage: RenderPage, openapi: string): DemandRenderer[] {
  return [
    ...DOCUMENTS,
    ...pageRenderers(renderPage),
    componentPage(renderPage),
    historyPage(renderPage),
    pastPage(renderPage),
    ...viewPages(renderPage),
    docsRenderer(renderPage, openapi),
  ]
}

const DOCUMENTS: readonly DemandRenderer[] = [
  componentDocument,
  uptimeDocument,
  latencyDocument,
  pastStatusDocument,
  incidentsDocument,
  incidentDocument,
  maintenanceDocument,
  occurrenceDocument,
  badgeImage,
  badgeDocument,
  ...exportDocuments,
]
