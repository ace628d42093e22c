import { build } from 'esbuild'

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
    // Packages in CommonJS inside a module still call require.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  })
}
