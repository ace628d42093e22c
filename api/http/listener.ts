import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Demand } from '../publish/demand.ts'
import type { Document } from '../publish/document.ts'
import { variantOf } from '../publish/variant.ts'
import { targetOf } from '../request-target.ts'
import type { Admit } from './admission.ts'
import { isOperators } from './operators-paths.ts'
import { createReplies, type RepliesDeps } from './replies.ts'

export interface ListenerDeps extends RepliesDeps {
  /** The prepared document at a path. */
  find: (path: string) => Document | undefined
  /** Makes the documents that are not prepared. */
  demand: Demand
  /** Asked before a document is made for somebody. */
  admit: Admit
  /** Answers what is no public document. */
  fallback: RequestListener
  /** Lets a request follow what changes. */
  follow: (request: IncomingMessage, response: ServerResponse) => void
}

/** Where what changes is followed. */
export const EVENTS_PATH = '/api/events'

/** The listener in front of everything: public documents are picked up here, all else is handed on. */
export function createListener({ find, demand, admit, fallback, follow, ...deps }: ListenerDeps): RequestListener {
  const { send, sendMade, apologise } = createReplies(deps)

  const openStream: RequestListener = (request, response) => {
    try {
      follow(request, response)
    } catch (error) {
      apologise(request, response, error)
    }
  }

  /** The document that a request asks for: one that there is, one that is being made, or none of ours. */
  const choose = (request: IncomingMessage, path: string, query: string): Document | Promise<Document> | undefined => {
    const { socket, headers } = request
    const { name, search } = variantOf(path, query, headers)
    const prepared = find(name)
    if (prepared && search === '') return prepared
    const admitted = () => admit(socket.remoteAddress, headers['x-forwarded-for']?.toString())
    return demand.find(path, search, admitted, headers['accept-language']) ?? prepared
  }

  const answerRead: RequestListener = (request, response) => {
    const { path, search } = targetOf(request)
    if (isOperators(path, request.headers.authorization)) return fallback(request, response)
    if (path === EVENTS_PATH) return openStream(request, response)
    const document = choose(request, path, search)
    if (document === undefined) fallback(request, response)
    else if (document instanceof Promise) sendMade(request, response, document)
    else send(request, response, document)
  }

  return (request, response) => {
    const { url = '', method, headers } = request
    const isPlain = method === 'GET' && url !== '/' && headers.authorization === undefined
    // Nearly all that is asked is this: a path as it is, and its bytes.
    const asked = isPlain ? find(url) : undefined
    if (asked) send(request, response, asked)
    else if (method === 'GET' || method === 'HEAD') answerRead(request, response)
    else fallback(request, response)
  }
}
