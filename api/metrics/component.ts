import type { PublicComponent } from '#domain/public-view.ts'
import { STATUSES, type Status } from '#domain/status.ts'
import { type Shares, UPTIME_WINDOWS } from '#domain/uptime-windows.ts'
import { type Audience, type Family, labelText } from './exposition.ts'
import { sloFamilies } from './slo.ts'

/** How each component stands, as somebody may know it. */
export function componentFamilies(
  all: (audience: Audience) => readonly PublicComponent[],
  now: () => number,
): Family[] {
  return [
    statusFamily(
      {
        name: 'status_component_status',
        help: 'The status of a component: 1 for the one that holds, 0 for the others',
      },
      all,
      ({ status }) => status,
    ),
    statusFamily(
      {
        name: 'status_component_raw_status',
        help: 'What the checks alone say of a component, whatever people tell: 1 for the status that holds, 0 for the others',
      },
      all,
      ({ rawStatus }) => rawStatus,
    ),
    shareFamily(
      {
        name: 'status_component_uptime_ratio',
        help: 'The uptime of a component over a window, 0 to 1; absent where nothing was observed',
      },
      all,
      ({ uptime }) => uptime,
    ),
    shareFamily(
      {
        name: 'status_component_coverage_ratio',
        help: 'How much of a window was observed, maintenance left out, 0 to 1; absent where all of it was maintenance',
      },
      all,
      ({ coverage }) => coverage,
    ),
    ...sloFamilies(all),
    {
      name: 'status_evidence_age_seconds',
      help: 'How old the newest definite result of a component is; absent when there is none',
      type: 'gauge',
      collect: (add, audience) => {
        for (const { id, evidenceAt } of all(audience)) {
          if (evidenceAt !== null) add(labelText({ component: id }), (now() - evidenceAt) / 1000)
        }
      },
    },
  ]
}

function statusFamily(
  names: Pick<Family, 'name' | 'help'>,
  all: (audience: Audience) => readonly PublicComponent[],
  read: (component: PublicComponent) => Status,
): Family {
  return {
    ...names,
    type: 'gauge',
    collect: (add, audience) => {
      for (const component of all(audience)) {
        const labels = labelText({ component: component.id })
        for (const status of STATUSES) add(`${labels},status="${status}"`, read(component) === status ? 1 : 0)
      }
    },
  }
}

function shareFamily(
  names: Pick<Family, 'name' | 'help'>,
  all: (audience: Audience) => readonly PublicComponent[],
  read: (shares: Shares) => number | null,
): Family {
  return {
    ...names,
    type: 'gauge',
    collect: (add, audience) => {
      for (const { id, windows } of all(audience)) {
        const labels = labelText({ component: id })
        for (const window of UPTIME_WINDOWS) {
          const share = read(windows[window])
          if (share !== null) add(`${labels},window="${window}"`, share)
        }
      }
    },
  }
}
