import { type Finding, findingOf } from '#domain/finding.ts'
import type { HistoryMonth } from '#domain/history-month.ts'
import type { Language } from '#domain/language.ts'
import type { PublicAdvice } from '#domain/public-advice.ts'
import type { PublicImpact, PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicReason } from '#domain/public-reason.ts'
import { endOfWork, type PublicComponent, type PublicView } from '#domain/public-view.ts'
import { OTHER_REASON, REASONS } from '#domain/reason.ts'
import { translated } from '#domain/translations.ts'
import { germanReasons, otherGermanReason } from './texts/de-reasons.ts'
import { germanSentence } from './texts/de-sentence.ts'

/** What a page shows, and the one thing that it is about. */
interface Shown {
  view: PublicView
  incident?: PublicIncident
  occurrence?: PublicOccurrence
  component?: PublicComponent
  month?: HistoryMonth
}

/** The texts that the view has in English, in another language. */
interface Wording {
  sentence: (finding: Finding, until: string | null) => string
  reasons: Readonly<Record<string, string>>
  otherReason: string
}

/** A language that the view is not in by itself. */
type Translated = Exclude<Language, 'en'>

const WORDINGS: Readonly<Record<Translated, Wording>> = {
  de: { sentence: germanSentence, reasons: germanReasons, otherReason: otherGermanReason },
}

type Translate = (text: string) => string

const known = new WeakMap<PublicView, Map<Language, PublicView>>()

/** What a page shows, in a language: what people wrote of incidents stays as they wrote it. */
export function localized<What extends Shown>(what: What, language: Language): What {
  if (language === 'en') return what
  const { view, incident, occurrence, component, month } = what
  const translate: Translate = (text) => translated(text, language, view.translations)
  return {
    ...what,
    view: viewIn(language, view, translate),
    ...(incident && { incident: incidentIn(incident, translate) }),
    ...(component && { component: componentIn(component, language, translate) }),
    ...(month && { month: monthIn(month, translate) }),
    ...(occurrence && { occurrence: occurrenceIn(occurrence, translate) }),
  }
}

/** The view in a language, made once: many pages are drawn of one. */
function viewIn(language: Translated, view: PublicView, translate: Translate): PublicView {
  const inLanguages = known.get(view) ?? new Map<Language, PublicView>()
  const made = inLanguages.get(language) ?? translatedView(view, language, translate)
  inLanguages.set(language, made)
  known.set(view, inLanguages)
  return made
}

function translatedView(view: PublicView, language: Translated, translate: Translate): PublicView {
  const wording = WORDINGS[language]
  const { page, status, groups, incidents, occurrences, maintenance } = view
  const components = view.components.map((one) => componentIn(one, language, translate))
  const label = <Link extends { label: string }>(link: Link) => ({ ...link, label: translate(link.label) })
  return {
    ...view,
    page: { ...page, links: page.links.map(label), support: page.support.map(label) },
    sentence: wording.sentence(findingOf(status, components), endOfWork(maintenance, page.timezone)),
    groups: groups.map((group) => ({ ...group, name: translate(group.name) })),
    components,
    help: view.help.map((section) => ({ ...adviceIn(section, language), title: translate(section.title) })),
    incidents: incidents.map((incident) => incidentIn(incident, translate)),
    occurrences: occurrences.map((occurrence) => occurrenceIn(occurrence, translate)),
    maintenance: maintenance.map((occurrence) => occurrenceIn(occurrence, translate)),
  }
}

function componentIn(component: PublicComponent, language: Translated, translate: Translate): PublicComponent {
  const { name, description, reason, advice, checks } = component
  const inWords = (one: PublicReason | null) => one && { ...one, text: reasonIn(one, WORDINGS[language], translate) }
  return {
    ...component,
    name: translate(name),
    description: description === null ? null : translate(description),
    reason: inWords(reason),
    advice: advice && adviceIn(advice, language),
    checks: checks.map((check) => ({
      ...check,
      name: check.name === null ? null : translate(check.name),
      reason: inWords(check.reason),
    })),
  }
}

function adviceIn<One extends PublicAdvice>(advice: One, language: Language): One {
  return { ...advice, ...advice.translations[language] }
}

/** The configuration's own words first; one that it has in English only stays English, since it says something else. */
function reasonIn({ code, text }: PublicReason, { reasons, otherReason }: Wording, translate: Translate): string {
  const isOurs = text === (REASONS[code] ?? OTHER_REASON)
  const own = translate(text)
  return own === text && isOurs ? (reasons[code] ?? otherReason) : own
}

function monthIn(month: HistoryMonth, translate: Translate): HistoryMonth {
  const { components, incidents } = month
  return {
    ...month,
    components: components.map((one) => ({ ...one, name: translate(one.name) })),
    incidents: incidents.map((incident) => incidentIn(incident, translate)),
  }
}

function incidentIn(incident: PublicIncident, translate: Translate): PublicIncident {
  const named = (impacts: readonly PublicImpact[]) => impacts.map((one) => ({ ...one, name: translate(one.name) }))
  const { components, updates } = incident
  return {
    ...incident,
    components: named(components),
    updates: updates.map((update) => ({ ...update, components: named(update.components) })),
  }
}

function occurrenceIn(occurrence: PublicOccurrence, translate: Translate): PublicOccurrence {
  const { title, components, expect } = occurrence
  return {
    ...occurrence,
    title: translate(title),
    components: components.map((one) => ({ ...one, name: translate(one.name) })),
    expect: expect.map(translate),
  }
}
