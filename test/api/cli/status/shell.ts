import { createServer, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { createPrinter } from '../../../../api/cli/status/printer.ts'
import { runStatus } from '../../../../api/cli/status/run.ts'

/** What a server was asked. */
export interface Asked {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: unknown
}

/** What it answers: a status and a document, or nothing at all, when the connection breaks. */
export type Answer = { status?: number; document: unknown; etag?: string } | 'breaks'

export const NOW = Date.parse('2026-11-25T03:00:00Z')

/** A server that answers as it is told, the last answer again and again; and what it was asked. */
export async function serverOf(answers: (asked: Asked) => Answer): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: body && JSON.parse(body),
    }
    asked.push(one)
    const answer = answers(one)
    if (answer === 'breaks') return void response.destroy()
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      ...(answer.etag && { etag: answer.etag }),
    })
    response.end(JSON.stringify(answer.document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, asked }
}

/** A shell in which the command line is run: what it prints and how it ends. */
export async function run(
  url: string,
  args: readonly string[],
  {
    stdin = '',
    answers = null as string | Error | null,
    editor = undefined as string | undefined,
    typing = false,
  } = {},
): Promise<{ code: number; out: string; said: string }> {
  const printed = { out: '', said: '' }
  const input = Object.assign(Readable.from([stdin]), { isTTY: typing }) as unknown as NodeJS.ReadStream
  const code = await runStatus(args, {
    ...{ url, token: 'sk_test', editor, stdin: input, interactive: answers !== null, now: NOW, root: process.cwd() },
    print: createPrinter({ color: false }),
    out: (line) => (printed.out += `${line}\n`),
    say: (line) => (printed.said += `${line}\n`),
    ask: async () => {
      if (answers instanceof Error) throw answers
      return answers ?? ''
    },
  })
  return { code, ...printed }
}

export const INCIDENT = {
  ...{ id: 'inc_00000000000000000001', title: 'API is down', status: 'investigating', impact: 'major_outage' },
  ...{ components: [{ id: 'api', impact: 'major_outage' }], startedAt: '2026-11-25T02:50:00.000Z', resolvedAt: null },
  ...{
    nextUpdateBy: null,
    postmortem: null,
    publishedAt: '2026-11-25T02:52:00.000Z',
    private: false,
    automatic: false,
  },
  url: 'https://status.scopien.com/incidents/inc_00000000000000000001',
  updates: [{ id: 'upd_1', at: '2026-11-25T02:52:00.000Z', status: 'investigating', body: 'We look.\u001b[2J' }],
}
export const OCCURRENCE = {
  ...{ id: 'mnt_00000000000000000001', seriesId: 'ser_1', title: 'Upgrade', state: 'in_progress', timezone: 'UTC' },
  ...{ startsAt: '2026-11-25T02:00:00.000Z', endsAt: '2026-11-25T04:00:00.000Z', movedFrom: null, extendedFrom: null },
  ...{ components: ['api'], expect: ['It may fail'], url: 'https://status.scopien.com/maintenance/mnt_1' },
}
