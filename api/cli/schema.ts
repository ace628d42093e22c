import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchema } from '../../probes/configuration/schema.ts'

const file = join(import.meta.dirname, '../../probes/scopien.schema.json')
writeFileSync(file, `${JSON.stringify(jsonSchema(), null, 2)}\n`)
console.log(`wrote ${file}`)
