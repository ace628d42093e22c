import type { AstroIntegration } from 'astro'
import { defineConfig } from 'astro/config'

/** The server asks for pages as fetch handlers do, so the adapter is one function. */
const adapter: AstroIntegration = {
  name: 'scopien-status',
  hooks: {
    'astro:config:done': ({ setAdapter }) =>
      setAdapter({
        name: 'scopien-status',
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('./adapter.ts', import.meta.url),
        supportedAstroFeatures: { serverOutput: 'stable' },
      }),
  },
}

/** Every page names its files. */
const SHORT_NAMES = {
  entryFileNames: '_astro/[hash].js',
  chunkFileNames: '_astro/[hash].js',
  assetFileNames: '_astro/[hash][extname]',
}

export default defineConfig({
  srcDir: '.',
  outDir: '../dist/site',
  cacheDir: '../node_modules/.astro',
  output: 'server',
  adapter,
  session: false,
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  devToolbar: { enabled: false },
  // The content security policy allows nothing inline.
  build: { inlineStylesheets: 'never' },
  vite: {
    cacheDir: '../node_modules/.vite',
    build: { assetsInlineLimit: 0 },
    ssr: { noExternal: true },
    environments: { client: { build: { rolldownOptions: { output: SHORT_NAMES } } } },
  },
})
