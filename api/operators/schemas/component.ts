import * as z from 'zod'
import { check, component } from '../../publish/schemas/component.ts'
import { status } from '../../publish/schemas/scalars.ts'

const trace = z
  .object({ id: z.string(), url: z.string().nullable().describe('Where to look at it; null where nobody has said.') })
  .nullable()
  .describe('How the last result was found, where that is not up and traces are kept.')

/** A component as operators see it. */
export const operatorComponent = component
  .extend({
    private: z.boolean(),
    rawStatus: status.describe('What the checks alone say, while people may say something louder.'),
    checks: z.array(check.extend({ private: z.boolean(), trace })),
  })
  .meta({
    id: 'OperatorComponent',
    description: 'A component as operators see it: private ones and private checks too.',
  })

/** What operators get at `/api/components`. */
export const operatorComponentList = z
  .object({ components: z.array(operatorComponent) })
  .meta({ id: 'OperatorComponentList', description: 'Every component as operators see it.' })
