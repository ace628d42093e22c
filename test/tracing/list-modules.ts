import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

/** Preloaded into a process: writes the URL of each module that it loads as a line into the file `MODULES`. */
const file = process.env['MODULES'] ?? ''

registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context)
    appendFileSync(file, `${resolved.url}\n`)
    return resolved
  },
})
