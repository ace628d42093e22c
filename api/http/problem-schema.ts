import * as z from 'zod'
import { PROBLEMS, type ProblemCode } from '../problem.ts'

const CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]
const detail = z.string().describe('What was expected there.')

/** What `toProblemDocument` gives. */
export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().describe('What HTTP calls the status.'),
    status: z.int().min(400).max(599),
    code: z.enum(CODES),
    detail: z.string().describe('What stands against this request, for the one who asked.'),
    requestId: z.string().describe('What the log knows this request by.'),
    errors: z
      .array(
        z.union([
          z.object({ parameter: z.string().describe('A parameter of the query.'), detail }),
          z.object({ pointer: z.string().describe('A JSON Pointer into the body.'), detail }),
        ]),
      )
      .optional()
      .describe('Each fault of the request, and where it is.'),
  })
  .meta({ id: 'Problem', description: 'Why a request was not answered as it was asked (RFC 9457).' })
