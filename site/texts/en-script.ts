/** Words of what the page does with its script, in English. */
export const enScript = {
  timesInYours: (yours: string, timezone: string) => `Times in your own zone, ${yours}; days in ${timezone}`,
  theme: 'Appearance',
  themes: { system: 'As your system', light: 'Light', dark: 'Dark' },
}
