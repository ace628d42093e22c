// Runs before the first paint, so that no page is light for a moment in a dark room. Without scripts there is no choice.
document.documentElement.dataset.theme =
  (() => {
    try {
      return localStorage.getItem('theme')
    } catch {
      return null
    }
  })() || 'system'
