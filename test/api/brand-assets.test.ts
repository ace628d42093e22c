import { describe, expect, test } from 'vitest'
import { brandFiles, publicBrand } from '#domain/brand.ts'
import { createBrandAssets } from '../../api/brand-assets.ts'
import { toDocument } from '../../api/publish/document.ts'
import { NOW } from '../facts.ts'

const ACCENT = { light: '#0b5fff', dark: '#7aa5ff' }
const logoOf = (text: string) => ({ type: 'image/svg+xml', body: Buffer.from(text), width: 3, height: 1 }) as const

describe('brand', () => {
  test('takes no file and no byte where there is none', () => {
    expect(brandFiles({ logo: null, accent: null })).toEqual([])
    expect(publicBrand({ logo: null, accent: null })).toEqual({ logo: null, style: null })
  })

  test('refers to the files that there are', () => {
    const brand = { logo: logoOf('<svg/>'), accent: ACCENT }
    const { logo, style } = publicBrand(brand)
    expect(brandFiles(brand).map(({ path }) => path)).toEqual([logo?.path, style])
    expect(brandFiles(brand)[1]?.body).toContain('--accent:light-dark(#0b5fff,#7aa5ff)')
  })
})

describe('createBrandAssets', () => {
  const siteOf = async () => {
    const icon = { type: 'image/svg+xml', body: '<svg/>', cacheControl: 'public', evidenceAt: null }
    return new Map([['/favicon.svg', await toDocument(icon, { at: NOW, before: undefined })]])
  }

  test('serves the brand in use beside the files of the site, and that of before no more', async () => {
    const { assets, wear } = createBrandAssets(await siteOf())
    await wear({ logo: logoOf('<svg></svg>'), accent: null }, NOW)
    expect([...assets.keys()]).toEqual(['/favicon.svg', '/logo.svg', '/brand.css'])
    expect(assets.get('/logo.svg')).toMatchObject({ type: 'image/svg+xml', cacheControl: 'public, max-age=3600' })
    await wear({ logo: null, accent: ACCENT }, NOW)
    expect([...assets.keys()]).toEqual(['/favicon.svg', '/brand.css'])
    await wear({ logo: null, accent: null }, NOW)
    expect([...assets.keys()]).toEqual(['/favicon.svg'])
  })

  test('gives what changed another tag', async () => {
    const { assets, wear } = createBrandAssets(await siteOf())
    await wear({ logo: logoOf('<svg>1</svg>'), accent: null }, NOW)
    const before = assets.get('/logo.svg')?.etag
    await wear({ logo: logoOf('<svg>2</svg>'), accent: null }, NOW)
    expect(assets.get('/logo.svg')?.etag).not.toBe(before)
  })
})
