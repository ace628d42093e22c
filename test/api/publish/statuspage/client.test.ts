import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { createListener } from '../../../../api/http/listener.ts'
import { toDocument } from '../../../../api/publish/document.ts'
import { STATUSPAGE_RENDERERS } from '../../../../api/publish/statuspage/documents.ts'
import { addressOf } from '../../fetch.ts'
import { storyView } from '../story.ts'

const { StatuspageClient, Statuspage = StatuspageClient } = createRequire(import.meta.url)('statuspage.io')

/** The client of npm, asking our documents at the listener's own door. */
async function clientOf() {
  const view = storyView()
  const made = STATUSPAGE_RENDERERS.map(async ({ path, type, render }) => {
    const content = { type, body: String(await render(view)), cacheControl: 'no-store', evidenceAt: view.evidenceAt }
    return [path, await toDocument(content, { at: view.at, before: undefined })] as const
  })
  const documents = new Map(await Promise.all(made))
  const listener = createListener({
    find: (path) => documents.get(path),
    demand: { find: () => undefined, knows: () => false },
    admit: () => undefined,
    now: () => view.at,
    fallback: (_, response) => response.writeHead(404).end(),
    follow: (_, response) => response.writeHead(404).end(),
    onFailure: () => undefined,
  })
  const client = new Statuspage('scopien')
  client.setApiUrl(await addressOf(listener))
  return client
}

describe('the client of npm', () => {
  test('reads every document', async () => {
    const { api } = await clientOf()
    expect((await api.getStatus()).status).toMatchObject({ indicator: 'critical' })
    expect((await api.getComponents()).components).toHaveLength(4)
    expect((await api.getSummary()).incidents).toHaveLength(1)
    expect((await api.incidents.getAll()).incidents).toHaveLength(2)
    expect((await api.incidents.getUnresolved()).incidents).toHaveLength(1)
    // Whatever it is asked for, this version of the client gets those that are to come.
    for (const get of ['getAll', 'getUpcoming', 'getActive'] as const)
      expect((await api.scheduledMaintenances[get]()).scheduled_maintenances, get).toHaveLength(1)
  })
})
