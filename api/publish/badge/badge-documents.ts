import type { PublicView } from '#domain/public-view.ts'
import type { Status } from '#domain/status.ts'
import { formatUptime, type Uptime } from '#domain/uptime.ts'
import { findComponent } from '../components-document.ts'
import type { DemandRenderer } from '../demand.ts'
import { JSON_TYPE } from '../document.ts'
import { expectParameters, type Query, readWord } from '../query.ts'
import { type Badge, drawBadge } from './badge.ts'

const PARAMETERS = ['metric', 'window']
/** Dark enough for white text at 4.5:1. */
const COLORS: Readonly<Record<Status, string>> = {
  operational: '#1b7a4f',
  under_maintenance: '#4a68b8',
  unknown: '#6b7075',
  degraded_performance: '#8f5e12',
  partial_outage: '#b34a15',
  major_outage: '#c5283d',
}
const WORDS: Readonly<Record<Status, string>> = {
  operational: 'operational',
  under_maintenance: 'maintenance',
  unknown: 'no data',
  degraded_performance: 'degraded',
  partial_outage: 'partial outage',
  major_outage: 'major outage',
}

/** `/badge/{component}.svg`: its status, or its uptime, drawn; `overall` is a component too. */
export const badgeImage: DemandRenderer = {
  path: '/badge/:id.svg',
  parameters: PARAMETERS,
  type: 'image/svg+xml; charset=utf-8',
  render: ({ view }, id, query) => drawBadge(badgeOf(view, id, query)),
}

/** `/badge/{component}.json`: the same for shields.io to draw. */
export const badgeDocument: DemandRenderer = {
  path: '/badge/:id.json',
  parameters: PARAMETERS,
  type: JSON_TYPE,
  render: ({ view }, id, query) => {
    const { label, message, color } = badgeOf(view, id, query)
    return JSON.stringify({ schemaVersion: 1, label, message, color })
  },
}

function badgeOf(view: PublicView, id: string, query: Query): Badge {
  expectParameters(query, PARAMETERS)
  readWord(query, 'window', ['90d'])
  const metric = readWord(query, 'metric', ['status', 'uptime'])
  if (id === 'overall') return { label: view.page.name, ...statusBadge(view.status) }
  const { name, status, uptime } = findComponent(view, id)
  return { label: name, ...(metric === 'status' ? statusBadge(status) : uptimeBadge(uptime)) }
}

function statusBadge(status: Status): Omit<Badge, 'label'> {
  return { message: WORDS[status], color: COLORS[status] }
}

/** An uptime with how much was observed of it, where that is not nearly all. */
function uptimeBadge({ ms, uptime, coverage }: Uptime): Omit<Badge, 'label'> {
  const percent = formatUptime(ms, 2)
  if (percent === null || uptime === null) return statusBadge('unknown')
  const observed = coverage !== null && coverage < 0.999 ? ` of ${Math.floor(coverage * 100)} % observed` : ''
  const color =
    uptime >= 0.999 ? COLORS.operational : uptime >= 0.99 ? COLORS.degraded_performance : COLORS.major_outage
  return { message: `${percent} %${observed}`, color }
}
