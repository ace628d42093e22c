import { defineConfig } from 'astro/config'

/** The gallery as files: what the site draws with, from fixed data. */
export default defineConfig({
  srcDir: '.',
  publicDir: '../../site/public',
  outDir: '../../dist/gallery',
  cacheDir: '../../node_modules/.astro-gallery',
  output: 'static',
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  vite: { cacheDir: '../../node_modules/.vite-gallery', build: { assetsInlineLimit: 0 } },
})
