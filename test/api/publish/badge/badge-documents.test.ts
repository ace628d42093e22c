import { describe, expect, test } from 'vitest'
import { DEFAULT_SPEECH } from '#domain/language.ts'
import { badgeDocument, badgeImage } from '../../../../api/publish/badge/badge-documents.ts'
import type { Version } from '../../../../api/publish/demand.ts'
import { storyView } from '../story.ts'

const version = { view: storyView('UTC') } as Version
const badgeAt = async (id: string, query = '') =>
  JSON.parse(String(await badgeDocument.render(version, id, new URLSearchParams(query), DEFAULT_SPEECH)))

describe('/badge/{component}.json', () => {
  test('is what shields.io draws', async () =>
    expect(await badgeAt('api')).toEqual({ schemaVersion: 1, label: 'API', message: 'major outage', color: '#c5283d' }))

  test('overall is a component too', async () =>
    expect(await badgeAt('overall')).toMatchObject({ message: 'partial outage' }))

  test('an uptime is rounded down, and says how much of it was observed', async () =>
    expect(await badgeAt('sync', 'metric=uptime&window=90d')).toMatchObject({
      message: expect.stringMatching(/^\d+\.\d\d % of 0 % observed$/),
    }))

  test.each([
    ['ghost', '', 'No component has the id "ghost".'],
    ['vault', '', 'No component has the id "vault".'],
    ['api', 'metric=load', 'metric: expected status or uptime, got "load"'],
    ['api', 'window=7d', 'window: expected 90d, got "7d"'],
    ['api', 'color=red', 'color: expected metric or window'],
  ])('%s?%s is refused', async (id, query, detail) => {
    await expect(badgeAt(id, query)).rejects.toThrow(detail)
  })
})

describe('/badge/{component}.svg', () => {
  test('is the same, drawn', async () =>
    expect(await badgeImage.render(version, 'api', new URLSearchParams(), DEFAULT_SPEECH)).toMatch(
      /aria-label="API: major outage"/,
    ))
})
