const KEY = 'theme'
const root = document.documentElement

/** Lets the reader choose between light, dark and what the system has; it is remembered. */
export function offerThemes(): void {
  const choice = document.querySelector<HTMLSelectElement>('#theme')
  if (!choice) return
  choice.value = root.dataset['theme'] ?? ''
  choice.addEventListener('change', () => {
    root.dataset['theme'] = choice.value
    try {
      localStorage.setItem(KEY, choice.value)
    } catch {
      // Where nothing may be kept, the choice is for this page.
    }
  })
}
