import type { Component } from './component.ts'
import {
  type ComponentImpact,
  componentImpacts,
  type Incident,
  type IncidentStatus,
  type IncidentUpdate,
  impactOf,
  statusOf,
} from './incident.ts'
import { toSafeHtml } from './markdown.ts'
import type { Impact } from './status.ts'

/** A public component that an incident names. */
export interface PublicImpact extends ComponentImpact {
  name: string
}

/** What was written, and the HTML that shows it: safe on any page. */
export interface PublicText {
  /** Markdown as written. */
  body: string
  html: string
}

/** A disturbance as the public is told of it. */
export interface PublicIncident {
  id: string
  title: string
  status: IncidentStatus
  /** The worst of its components' impacts, private ones left out; `null` when it names none. */
  impact: Impact | null
  components: readonly PublicImpact[]
  startedAt: number
  resolvedAt: number | null
  createdAt: number
  updatedAt: number
  nextUpdateBy: number | null
  /** Opened by what the checks saw. */
  automatic: boolean
  postmortem: PublicText | null
  /** Newest first. */
  updates: readonly PublicIncidentUpdate[]
}

export interface PublicIncidentUpdate extends PublicText {
  id: string
  status: IncidentStatus
  at: number
  components: readonly PublicImpact[]
}

/** Whether the public is told of an incident: drafts and private ones are the operators' own. */
export function isPublished({ publishedAt, private: hidden }: Pick<Incident, 'publishedAt' | 'private'>): boolean {
  return publishedAt !== null && !hidden
}

/** What the public may know of a published incident; of its components, those that are shown. */
export function toPublicIncident(incident: Incident, shown: readonly Component[]): PublicIncident {
  const { id, title, startedAt, resolvedAt, createdAt, updatedAt, nextUpdateBy, automatic, postmortem } = incident
  const components = shownImpacts(componentImpacts(incident), shown)
  return {
    ...{ id, title, startedAt, resolvedAt, createdAt, updatedAt, nextUpdateBy, automatic, components },
    status: statusOf(incident),
    impact: impactOf(components),
    postmortem: postmortem === null ? null : { body: postmortem, html: toSafeHtml(postmortem) },
    updates: incident.updates.map((update) => toPublicUpdate(update, shown)).reverse(),
  }
}

function toPublicUpdate(update: IncidentUpdate, shown: readonly Component[]): PublicIncidentUpdate {
  const { id, status, at, body } = update
  return { id, status, at, body, html: toSafeHtml(body), components: shownImpacts(update.components, shown) }
}

function shownImpacts(impacts: readonly ComponentImpact[], shown: readonly Component[]): PublicImpact[] {
  return impacts.flatMap(({ id, impact }) => {
    const component = shown.find((one) => one.id === id)
    return component ? [{ id, name: component.name, impact }] : []
  })
}
