import { defineConfig } from 'vitest/config'

/** What needs Debian's own packages, and what is worth seeing in Debian's Chromium as well. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/debian/*.test.ts', 'test/e2e/outage.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
