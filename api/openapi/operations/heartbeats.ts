import * as z from 'zod'
import { report } from '../../routes/heartbeats.ts'
import type { Operation, Operations, Parameter } from '../operation.ts'

const accepted = z
  .object({ status: z.literal('accepted') })
  .meta({ id: 'HeartbeatAccepted', description: 'It is on disk.' })

const token: Parameter = {
  description: 'The token of the job, which is the credential.',
  schema: z.string(),
  example: '3f1c0a9e7b5d4c2f8e6a1b0d9c8f7e6d',
}

const { status, durationMs, message } = report.in.shape
const said: Readonly<Record<string, Parameter>> = {
  status: { description: 'Whether it did its work.', schema: status.unwrap(), example: 'ok' },
  durationMs: { description: 'How long it took, in ms.', schema: durationMs.unwrap().unwrap(), example: 1250 },
  message: { description: 'What it has to say; for operators only.', schema: message.unwrap().unwrap() },
}

const operation = (id: string): Pick<Operation, 'id' | 'tag' | 'answers' | 'problems'> => ({
  ...{ id, tag: 'Heartbeats' },
  answers: { 202: { description: 'Heard and stored.', schema: accepted } },
  problems: ['RATE_001', 'UNAVAILABLE'],
})

export const heartbeatOperations: Operations = {
  'POST /api/heartbeats/:token': {
    ...operation('beat'),
    summary: 'A job says that it ran',
    description: 'The query may say what the body says; the body counts where both do.',
    parameters: { token, ...said },
    body: { schema: report, example: { status: 'ok', durationMs: 1250, message: '412 records' } },
  },
  'GET /api/heartbeats/:token': {
    ...operation('beatByGet'),
    summary: 'The same for who can only ask, as curl from cron',
    parameters: { token, ...said },
  },
}
