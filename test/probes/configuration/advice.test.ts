import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { faultsOf, withCheck } from './texts.ts'

const withLines = (...lines: string[]) => `${withCheck('')}\n${lines.join('\n')}`
const read = (text: string) => readConfiguration(text, {}, 'status.yaml')

describe('advice', () => {
  test.each([
    ['advice: { timeout: { text: Wait. } }'],
    ['advice: { SYNC_9: { text: Wait. } }\nerrorCodes: { SYNC_9: { outcome: down, text: Broken } }'],
    ['advice: { timeout: { text: Wait., href: "https://docs.example.com/#timeouts" } }'],
    ['advice: { timeout: { text: Wait., href: "#timeouts" } }'],
    ['guide: ""'],
  ])('of %j is taken', (lines) => expect(faultsOf(withLines(lines))).toEqual([]))

  test.each([
    [
      'advice: { FOO: { text: Wait. } }',
      'advice.FOO: expected a reason code such as timeout, http_503 or one of errorCodes, got "FOO"',
    ],
    [
      'advice: { toString: { text: Wait. } }',
      'advice.toString: expected a reason code such as timeout, http_503 or one of errorCodes, got "toString"',
    ],
    ['advice: { timeout: Wait. }', 'advice.timeout: expected a mapping, got "Wait."'],
    ['advice: [timeout]', 'advice: expected a mapping, got ["timeout"]'],
    ['advice: { timeout: { text: "" } }', 'advice.timeout.text: expected at least 1 character, got ""'],
    [
      'advice: { timeout: { text: Wait., href: "javascript:alert(1)" } }',
      'advice.timeout.href: expected a link, or a place in the guide such as #api-rate-limits, got "javascript:alert(1)"',
    ],
    ['advice: { timeout: { text: Wait., steps: [] } }', 'advice.timeout.steps: expected no such key, got "steps"'],
    ['guide: docs', 'guide: expected an http, https, mailto or tel link, or nothing, got "docs"'],
    ['help: [{ text: Wait. }]', 'help[0].title: expected a text, got nothing'],
    ['help: { title: Wait }', 'help: expected a list, got {"title":"Wait"}'],
    [
      'help: [{ title: Wait, text: x, href: "//docs" }]',
      'help[0].href: expected a link, or a place in the guide such as #api-rate-limits, got "//docs"',
    ],
  ])('of %j is a fault: %s', (lines, fault) => expect(faultsOf(withLines(lines))).toEqual([fault]))

  test('of a component for a code that there is not is a fault of the component', () =>
    expect(faultsOf('page: { name: S }\ncomponents: [{ id: a, name: A, advice: { FOO: { text: Wait. } } }]')).toEqual([
      'components[0].advice.FOO: expected a reason code such as timeout, http_503 or one of errorCodes, got "FOO"',
    ]))

  test.each([
    ['https://docs.example.com/guide', 'https://docs.example.com/guide#timeouts'],
    ['https://docs.example.com/guide#top', 'https://docs.example.com/guide#timeouts'],
    ['', null],
  ])('refers to places in the guide %j as %s', (guide, href) => {
    const said = '{ text: Wait., href: "#timeouts" }'
    const configuration = read(
      withLines(
        `guide: "${guide}"`,
        `advice: { timeout: ${said} }`,
        'help: [{ title: T, text: x, href: "#timeouts" }]',
      ),
    )
    expect(configuration.advice['timeout']?.href).toBe(href)
    expect(configuration.help[0]?.href).toBe(href)
  })
})
