document.documentElement.dataset.theme =
  (() => {
    try {
      return localStorage.getItem('theme')
    } catch {}
  })() || 'system'
