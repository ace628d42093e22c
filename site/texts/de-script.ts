import type { enScript } from './en-script.ts'

/** The same in German. */
export const deScript: typeof enScript = {
  timesInYours: (yours, timezone) => `Zeiten in Ihrer Zeitzone, ${yours}; Tage in ${timezone}`,
  theme: 'Darstellung',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
}
