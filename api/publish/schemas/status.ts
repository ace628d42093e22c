import * as z from 'zod'
import { status } from './scalars.ts'

/** `/api/status`. */
export const statusDocument = z
  .object({
    status: status.describe('The worst status of all components.'),
    services: z
      .record(z.string(), status)
      .meta({ description: 'The status of each component by its id, in configured order.' }),
  })
  .meta({ id: 'StatusDocument', description: "The status of all, in the form that Scopien's guide shows." })
