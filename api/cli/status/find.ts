import type { ApiAnswer, ApiClient } from './client.ts'
import { WrongUsage } from './refusals.ts'

/** The lists in which things are found by the beginning of their id. */
const LISTS = {
  inc: { path: '/api/incidents', key: 'incidents', latest: '?status=unresolved&limit=1' },
  mnt: { path: '/api/maintenance', key: 'maintenance', latest: '' },
} as const
const WHOLE_ID = /^(inc|mnt)_[0-9a-z]{20}$/
const MOST_LOOKED_AT = 100

/**
 * What an operator means by an id, its beginning, or `latest`: as it stands, with the tag that says so.
 *
 * @throws {WrongUsage} when that is none, or several
 */
export async function find(api: ApiClient, kind: keyof typeof LISTS, named: string): Promise<ApiAnswer> {
  const { path } = LISTS[kind]
  return api.get(`${path}/${WHOLE_ID.test(named) ? named : await idOf(api, kind, named)}`)
}

async function idOf(api: ApiClient, kind: keyof typeof LISTS, named: string): Promise<string> {
  const { path, key, latest } = LISTS[kind]
  const query = named === 'latest' ? latest : `?limit=${MOST_LOOKED_AT}`
  const { document } = await api.get(path + query)
  const ids = (document as Record<string, { id: string }[]>)[key]?.map(({ id }) => id) ?? []
  const meant = named === 'latest' ? ids.slice(0, 1) : ids.filter((id) => id.startsWith(named))
  const [id, ...others] = meant
  if (id === undefined) throw new WrongUsage(`Nothing has an id that begins with "${named}".`)
  if (others.length > 0) throw new WrongUsage(`"${named}" is the beginning of several ids: ${meant.join(', ')}.`)
  return id
}
