import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../../probes/configuration/faults.ts'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { faultsOf } from './texts.ts'

const withPage = (page: string) => `page: { name: S, ${page} }\ncomponents: [{ id: a, name: A }]`
const NONE = 'page.logo: expected a file that can be read, got there are no files beside it'

/** What comes of a logo with these bytes: its size and type, or the fault. */
function read(body: Uint8Array | string) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  try {
    const { logo } = readConfiguration(withPage('logo: logo.svg'), {}, 'status.yaml', () => bytes).brand
    return logo && [logo.type, logo.width, logo.height]
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.faults.map(({ path, expected, got }) => `${path}: expected ${expected}, got ${got}`)
  }
}

const svg = (content: string, attributes = 'viewBox="0 0 120 40"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`
const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(60)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

describe('page.logo', () => {
  test.each<[string, string | Uint8Array, unknown]>([
    ['an SVG', svg('<path d="M0 0h9"/>'), ['image/svg+xml', 120, 40]],
    [
      'an SVG with a declaration',
      `<?xml version="1.0" encoding="utf-8"?>\n<!-- ours -->\n${svg('')}`,
      ['image/svg+xml', 120, 40],
    ],
    ['an SVG with a size only', svg('', 'width="30px" height="10"'), ['image/svg+xml', 30, 10]],
    [
      'an SVG that refers to parts of itself',
      svg('<defs><linearGradient id="g"/></defs><use href="#a"/><path fill="url(#g)"/><style>.a{fill:url(#g)}</style>'),
      ['image/svg+xml', 120, 40],
    ],
    ['a PNG', png(64, 32), ['image/png', 64, 32]],
  ])('%s is taken', (_, body, logo) => expect(read(body)).toEqual(logo))

  const UNFIT = 'page.logo: expected an SVG without scripts and references to elsewhere, got'
  test.each<[string, string | Uint8Array, string]>([
    ['a text', 'hello', 'page.logo: expected an SVG or a PNG, got "logo.svg"'],
    ['what is no text', Buffer.from([0xff, 0xfe, 0x3c]), 'page.logo: expected an SVG or a PNG, got "logo.svg"'],
    ['the beginning of a PNG', png(1, 1).subarray(0, 20), 'page.logo: expected a whole PNG, got "logo.svg"'],
    ['what is too large', Buffer.alloc(65_537), 'page.logo: expected a file of at most 64 KB, got 65537 bytes'],
    ['an SVG without a size', svg('', ''), 'page.logo: expected an SVG with a viewBox, got "logo.svg"'],
    ['a page', '<html><body></body></html>', `${UNFIT} <html>`],
    ['a script', svg('<script>alert(1)</script>'), `${UNFIT} <script>`],
    ['a script under another name', svg('<x:script xmlns:x="http://www.w3.org/2000/svg"/>'), `${UNFIT} <x:script>`],
    ['HTML within', svg('<foreignObject><p/></foreignObject>'), `${UNFIT} <foreignObject>`],
    ['a picture from elsewhere', svg('<image href="https://evil.example/x.png"/>'), `${UNFIT} <image>`],
    ['an event', svg('<path onload="alert(1)"/>'), `${UNFIT} onload`],
    ['an event in the root', svg('', 'viewBox="0 0 1 1" onload=\'alert(1)\''), `${UNFIT} onload`],
    ['a link that runs', svg('<use xlink:href="javascript:alert(1)"/>'), `${UNFIT} xlink:href`],
    ['a reference to another file', svg('<use href="other.svg#a"/>'), `${UNFIT} href`],
    ['a fill from elsewhere', svg('<path fill="url(//evil.example/#g)"/>'), `${UNFIT} fill="url(//evil.example/#g)"`],
    ['a style from elsewhere', svg('<style>@import "//evil.example"</style>'), `${UNFIT} <style> that loads something`],
    [
      'a style that hides what it loads',
      svg('<style>a{fill:\\75rl(//x)}</style>'),
      `${UNFIT} <style> that loads something`,
    ],
    ['an entity', `<!DOCTYPE svg [<!ENTITY x "y">]>${svg('&x;')}`, `${UNFIT} <!DOCTYPE`],
    ['a style sheet', `<?xml-stylesheet href="//evil.example"?>${svg('')}`, `${UNFIT} <?xml-stylesheet`],
    ['CDATA', svg('<style><![CDATA[a]]></style>'), `${UNFIT} <![CDATA[a]]`],
    ['a tag that is not closed', svg('<path d="'), `${UNFIT} tags that are not well-formed`],
  ])('%s is a fault', (_, body, fault) => expect(read(body)).toEqual([fault]))

  test('a file that is not there is a fault along with all others', () =>
    expect(faultsOf(withPage('logo: x.svg, timezone: Nowhere'))).toEqual([
      'page.timezone: expected an IANA time zone such as America/New_York, got "Nowhere"',
      NONE,
    ]))
})

describe('page.accent', () => {
  const accentOf = (accent: string) => readConfiguration(withPage(`accent: ${accent}`), {}, 'status.yaml').brand.accent

  test.each([
    ['"#0B5FFF"', { light: '#0b5fff', dark: '#3077ff' }],
    ['{ light: "#0b5fff", dark: "#7aa5ff" }', { light: '#0b5fff', dark: '#7aa5ff' }],
  ])('%s is %j', (written, accent) => expect(accentOf(written)).toEqual(accent))

  test.each([
    ['red', 'page.accent: expected a colour such as #0b5fff, or light and dark, got "red"'],
    ['"#0b5fff;}"', 'page.accent: expected a colour such as #0b5fff, or light and dark, got "#0b5fff;}"'],
    [
      '{ light: "#7aa5ff", dark: "#7aa5ff" }',
      'page.accent.light: expected a contrast of at least 4.5:1 with #fdfdfc, got "#7aa5ff"',
    ],
    [
      '{ light: "#0b5fff", dark: "#0b2f7f" }',
      'page.accent.dark: expected a contrast of at least 4.5:1 with #131415, got "#0b2f7f"',
    ],
    ['{ light: "#0b5fff" }', 'page.accent.dark: expected a text, got nothing'],
  ])('%s is a fault: %s', (written, fault) => expect(faultsOf(withPage(`accent: ${written}`))).toEqual([fault]))
})
