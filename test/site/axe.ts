import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds on the page by all of its rules, that one included which asks for targets of 24 px (WCAG 2.5.8). */
export async function axeFinds(page: Page): Promise<[rule: string, elements: string[]][]> {
  const axe = new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } })
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
