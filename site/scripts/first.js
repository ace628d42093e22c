let theme
try {
  theme = localStorage.theme
} catch {}
document.documentElement.dataset.theme = theme || 'system'
