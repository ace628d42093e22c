import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchema } from '../../probes/configuration/schema.ts'
import { configurationReference } from '../generate/configuration-reference.ts'

const ROOT = join(import.meta.dirname, '../..')

const schema = jsonSchema()
const written = {
  'probes/scopien.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
  'docs/configuration-reference.md': configurationReference(schema),
}
for (const [file, text] of Object.entries(written)) {
  writeFileSync(join(ROOT, file), text)
  console.log(`wrote ${join(ROOT, file)}`)
}
