import { defineConfig } from 'vitest/config'

/** Every page in every look, where `npm test` sees each pair of what can be chosen. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/site/browser.test.ts', 'test/site/gallery.test.ts'],
    provide: { looks: 'all' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
