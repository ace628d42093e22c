/** What a reader can do meanwhile, as it is configured. */
export interface Advice {
  /** Markdown. */
  text: string
  /** Where the guide says more; `null` for nowhere. */
  href: string | null
}

/** Advice by the reason code that it is for. */
export type AdviceByReason = Readonly<Record<string, Advice>>

/** What has advice of its own: a component, or the whole configuration. */
export interface Advised {
  advice: AdviceByReason
}

/** A test that readers can make themselves, or advice that holds whatever is wrong. */
export interface HelpSection extends Advice {
  title: string
}

/**
 * What readers of a component can do about a reason: its own advice, else that for all components.
 *
 * @param code  a reason code
 * @returns `null` where there is none
 */
export function adviceFor(component: Advised, code: string, configuration: Advised): Advice | null {
  const place = [component.advice, configuration.advice].find((known) => Object.hasOwn(known, code))
  return place?.[code] ?? null
}
