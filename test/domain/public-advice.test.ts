import { describe, expect, test } from 'vitest'
import { type AdviceByReason, adviceFor } from '#domain/advice.ts'
import { agedView } from '#domain/aged-view.ts'
import { publicAdvice, publicHelp } from '#domain/public-advice.ts'
import { toPublicView } from '#domain/public-view.ts'
import type { Status } from '#domain/status.ts'
import type { Verdict } from '#domain/verdict.ts'
import { componentOf, configurationOf, evidenceOf, factsOf, NOW, transitionOf } from '../facts.ts'
import { XSS_VECTORS } from '../xss-vectors.ts'

const adviceOf = (texts: Record<string, string>): AdviceByReason =>
  Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, { text, href: null }]))

const API = componentOf('api', { advice: adviceOf({ slow: 'Ask for less.' }) })
const CONFIGURATION = configurationOf([API], { advice: adviceOf({ slow: 'Wait.', timeout: 'Try *again*.' }) })

describe('adviceFor', () => {
  test.each([
    ['slow', 'Ask for less.'],
    ['timeout', 'Try *again*.'],
    ['http_503', undefined],
    ['constructor', undefined],
  ])('of %s is %s', (code, text) => expect(adviceFor(API, code, CONFIGURATION)?.text).toBe(text))
})

describe('publicAdvice', () => {
  const reason = { code: 'timeout', text: 'No answer in time' }
  test.each<[Status, typeof reason | null, string | undefined]>([
    ['major_outage', reason, '<p>Try <em>again</em>.</p>'],
    ['unknown', reason, '<p>Try <em>again</em>.</p>'],
    ['operational', reason, undefined],
    ['major_outage', null, undefined],
    ['major_outage', { code: 'http_503', text: 'Service unavailable' }, undefined],
  ])('of %s for %j is %s', (status, why, html) =>
    expect(publicAdvice(API, { status, reason: why }, CONFIGURATION)?.html).toBe(html),
  )
})

describe('publicHelp', () => {
  const help = [{ title: 'T', text: 'Wait *now*.', href: null }]
  test('is as safe in every language into which it is translated', () => {
    const translations = { de: { 'Wait *now*.': 'Warten Sie *jetzt*.<br>' } }
    expect(publicHelp({ help, translations })[0]?.translations).toEqual({
      de: { text: 'Warten Sie *jetzt*.<br>', html: '<p>Warten Sie <em>jetzt</em>.&lt;br&gt;</p>' },
    })
  })

  test('takes no translation for HTML, whatever it is the translation of', () => {
    const translations = { de: { '<p>Wait <em>now</em>.</p>': '<script>' } }
    expect(publicHelp({ help, translations })[0]?.translations.de?.html).toBe('<p>Wait <em>now</em>.</p>')
  })
})

describe.each(XSS_VECTORS)('the text %j', (text) => {
  const SAFE = /^([^<]|<\/?(p|br|strong|em|s|code|pre|blockquote|ul|ol|li|a|hr)\b)*$/
  const configuration = configurationOf([API], {
    advice: adviceOf({ slow: text }),
    help: [{ title: 'x', text, href: null }],
  })

  test('is safe in help', () => expect(publicHelp(configuration)[0]?.html).toMatch(SAFE))
  test('is safe in advice', () => {
    const reason = { code: 'slow', text: 'Slow' }
    const advice = publicAdvice({ ...API, advice: {} }, { status: 'degraded_performance', reason }, configuration)
    expect(advice?.html).toMatch(SAFE)
  })
})

describe('a view', () => {
  const viewOf = (verdict: Verdict, reasonCode: string | null) => {
    const facts = factsOf([API], {
      configuration: CONFIGURATION,
      transitions: [transitionOf('api-check', NOW - 60_000, { verdict, reasonCode })],
      evidence: [evidenceOf('api-check', NOW - 1000, { definite: null, lastReasonCode: reasonCode })],
    })
    return toPublicView(facts, NOW)
  }

  test.each<[Verdict, string | null, string | undefined]>([
    ['down', 'timeout', 'Try *again*.'],
    ['degraded', 'slow', 'Ask for less.'],
    ['up', null, undefined],
  ])('of a check that is %s by %s has the advice %s', (verdict, code, text) =>
    expect(viewOf(verdict, code).components[0]?.advice?.text).toBe(text),
  )

  test('has none any more when what it was for is no longer vouched for', () =>
    expect(agedView(viewOf('down', 'timeout'), NOW + 3_600_000).components[0]?.advice).toBeNull())

  test.each<[string, string | null]>([
    ['timeout', 'No answer in time'],
    ['SYNC_999', 'The check did not pass'],
  ])('tells the reason %s of the last result in words: %s', (code, text) =>
    expect(viewOf('down', code).components[0]?.checks[0]?.reason).toEqual({ code, text }),
  )
})
