import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { APPLICATION_ERRORS, type ErrorRow, errorDocument, errorOf } from './errors.ts'
import { errorOfMode } from './modes.ts'
import { assistantAnswer } from './pages.ts'
import { errorAnswer, isAuthorised, type World } from './world.ts'

/**
 * The assistant at `ws /v1/assistant`. A failing server refuses the handshake, as a proxy in front of it would; a failing
 * assistant is heard in the conversation.
 */
export function createAssistant(world: World): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 })
  return (request, socket, head) => {
    // An asker that hangs up in the middle must not end the simulator.
    socket.on('error', () => {})
    const mode = world.switchboard.modeOf('ai_assistant')
    const row = refusal(request, mode, world)
    if (mode === 'closed') request.socket.resetAndDestroy()
    else if (row) refuse(socket, row, world)
    else server.handleUpgrade(request, socket, head, (ws) => listen(ws, world))
  }
}

/** Why a handshake is refused; `undefined` when it is not. */
function refusal(request: IncomingMessage, mode: string, { apiKey }: World): ErrorRow | undefined {
  if (request.url?.split('?')[0] !== '/v1/assistant') return errorOf('DATA_001')
  if (!isAuthorised(request, apiKey)) return errorOf('AUTH_001')
  return saidInConversation(mode) ? undefined : errorOfMode(mode)
}

/** The application's own errors are messages; 429 is the server's. */
function saidInConversation(mode: string): ErrorRow | undefined {
  return APPLICATION_ERRORS.find(({ code, status }) => code === mode && status !== 429)
}

function refuse(socket: Duplex, row: ErrorRow, world: World): void {
  const { status, headers, body } = errorAnswer(row, world.now())
  const fields = { ...headers, 'content-length': `${Buffer.byteLength(body)}`, connection: 'close' }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'))
}

function listen(ws: WebSocket, world: World): void {
  ws.on('error', () => ws.terminate())
  ws.on('message', (data) => {
    const mode = world.switchboard.modeOf('ai_assistant')
    if (mode === 'silent') return
    const row = saidInConversation(mode)
    const answer = row ? JSON.stringify(errorDocument(row)) : assistantAnswer(mode, data.toString())
    const { assistantMs, assistantSlowMs } = world.delays
    world.later(mode === 'slow' ? assistantSlowMs : assistantMs, () => ws.send(answer, () => {}))
  })
}
