import { describe, expect, test } from 'vitest'
import { showDatabaseUrl } from '#domain/database-url.ts'

describe('showDatabaseUrl', () => {
  test.each([
    ['file:./data/status.db', 'file:./data/status.db'],
    ['file:/srv/me@home/status.db', 'file:/srv/me@home/status.db'],
    ['postgres://db/status', 'postgres://db/status'],
    ['postgres://status:hunter2@db:5433/status', 'postgres://db:5433/status'],
    ['postgres://status:hun@ter2@db/status', 'postgres://db/status'],
    ['postgresql://status@db/status?password=hunter2', 'postgresql://db/status'],
    ['postgres:status:hunter2@db', 'postgres:db'],
  ])('%s is shown as %s', (url, shown) => expect(showDatabaseUrl(url)).toBe(shown))
})
