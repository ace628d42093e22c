import { build, type Plugin } from 'esbuild'

/** What is native or rarely used stays a package. */
const PACKAGES = ['better-sqlite3', 'pino-pretty']

/**
 * Makes one file of an entry and all that it imports, which starts in a fraction of a second.
 *
 * @param besides  packages that stay outside, beside those that always do
 */
export async function bundle(entry: string, outfile: string, besides: readonly string[] = []): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // V8 keeps the source of what it runs: a short one in ASCII alone takes a quarter of the memory.
    minify: true,
    legalComments: 'external',
    sourcemap: 'linked',
    external: [...PACKAGES, ...besides],
    plugins: [openTelemetryOnDemand],
    // Packages in CommonJS inside a module still call require.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  })
}

/**
 * OpenTelemetry stays a package, and is loaded by who imports it when it is wanted. prom-client requires a part of it at once,
 * of which nothing that we use makes use: it is given nothing.
 */
const openTelemetryOnDemand: Plugin = {
  name: 'OpenTelemetry on demand',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@opentelemetry\// }, ({ path, kind, importer }) => {
      if (kind === 'dynamic-import') return { path, external: true }
      if (/[\\/]prom-client[\\/]/.test(importer)) return { path, namespace: 'nothing' }
      return { errors: [{ text: `${path} is imported at once by ${importer}` }] }
    })
    onLoad({ filter: /^/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {}' }))
  },
}
