import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import { parseJson } from '#domain/json-pointer.ts'
import { Problem, type ProblemError } from '../problem.ts'

const MOST_BODY_BYTES = 256 * 1024
const MOST_FAULTS = 20
const LONGEST_QUOTED = 60
/** What was sent besides is not read: the connection is of no more use. */
const HANG_UP = { Connection: 'close' }

/** Refuses bodies that no request of ours needs. */
export const withinBodyLimit = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: () => {
    throw new Problem('PAYLOAD_TOO_LARGE', `A body may have ${MOST_BODY_BYTES} bytes.`, { headers: HANG_UP })
  },
})

/** What bodies must be, by the handlers that see to it. */
const SCHEMAS = new WeakMap<object, z.ZodType>()

/** The body by a schema, as `c.req.valid('json')`; every fault of it is told with its place. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => {
  const validate = createMiddleware<object, string, { in: { json: z.input<Schema> }; out: { json: z.output<Schema> } }>(
    (c, next) =>
      withinBodyLimit(c, async () => {
        const parsed = schema.safeParse(await readJsonObject(c))
        if (!parsed.success) throw badBody(parsed.error.issues.flatMap(faultsOf))
        c.req.addValidatedData('json', parsed.data as object)
        await next()
      }),
  )
  SCHEMAS.set(validate, schema)
  return validate
}

/** The schema that a handler holds bodies against; `undefined` of one that looks at none. */
export function bodySchemaOf(handler: object): z.ZodType | undefined {
  return SCHEMAS.get(handler)
}

/** Nothing is to be said, and nothing unheeded is taken. */
export const emptyBody = () => jsonBody(z.strictObject({}))

/**
 * The JSON object that a body is; an empty body is an empty one.
 *
 * @throws {Problem} when it says that it is something else, or is
 */
export async function readJsonObject({ req }: Context): Promise<object> {
  const text = await req.text()
  if (text === '') return {}
  // What is in another form is not passed over: it may be how something important is said.
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(req.header('content-type') ?? ''))
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', 'A body must be JSON, and say so.')
  const json = parseJson(text)?.value
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Problem('BAD_REQUEST', 'The body is not a JSON object.')
  return json
}

/** A body that cannot be taken, with every fault in it. */
export function badBody(faults: readonly ProblemError[]): Problem {
  const told = faults.length === 1 ? '1 fault in the body' : `${faults.length} faults in the body`
  return new Problem('BAD_REQUEST', told, { errors: faults.slice(0, MOST_FAULTS) })
}

/** JSON Pointer to a place in the body. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function faultsOf(issue: z.core.$ZodIssue): ProblemError[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerTo(issue.path), detail: issue.message }]
  return issue.keys.map((key) => ({
    pointer: pointerTo([...issue.path, key.slice(0, LONGEST_QUOTED)]),
    detail: 'there is no such field',
  }))
}
