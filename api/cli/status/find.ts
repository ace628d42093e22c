import type { ApiAnswer, ApiClient } from './client.ts'
import { WrongUsage } from './refusals.ts'

/** The lists in which things are found by the beginning of their id, a hundred of each. */
const LISTS = {
  inc: {
    path: '/api/incidents',
    key: 'incidents',
    lists: ['?limit=100'],
    latest: '?status=unresolved&limit=1',
    none: 'No incident is unresolved.',
  },
  // By start alone, work that recurs would fill the list with the far end of the year ahead.
  mnt: {
    path: '/api/maintenance',
    key: 'maintenance',
    lists: ['', '?state=completed&limit=100', '?state=cancelled&limit=100'],
    latest: '',
    none: 'No maintenance is in progress or to come.',
  },
} as const
const WHOLE_ID = /^(inc|mnt)_[0-9a-z]{20}$/

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
  const { path, key, lists, latest, none } = LISTS[kind]
  const idsOf = async (query: string): Promise<string[]> => {
    const { document } = await api.get(path + query)
    return (document as Record<string, { id: string }[]>)[key]?.map(({ id }) => id) ?? []
  }
  if (named === 'latest') {
    const [newest] = await idsOf(latest)
    if (newest === undefined) throw new WrongUsage(none)
    return newest
  }
  const found = (await Promise.all(lists.map(idsOf))).flat()
  const meant = [...new Set(found.filter((id) => id.startsWith(named)))]
  const [id, ...others] = meant
  if (id === undefined) throw new WrongUsage(`Nothing has an id that begins with "${named}".`)
  if (others.length > 0) throw new WrongUsage(`"${named}" is the beginning of several ids: ${meant.join(', ')}.`)
  return id
}
