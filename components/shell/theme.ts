/** What the user chose. `system` follows the operating system, also when it changes while the page is open. */
export type ThemeChoice = 'system' | 'light' | 'dark'

export const THEME_STORAGE_KEY = 'switchboard.theme'
const DARK_QUERY = '(prefers-color-scheme: dark)'

/**
 * Runs in <head> before the first paint, so that no wrong theme flashes. Kept to a string because it must not wait for
 * any bundle; the same decision as `applyTheme`.
 */
export const THEME_SCRIPT = `(function(){var t=null;try{t=localStorage.getItem('${THEME_STORAGE_KEY}')}catch(e){}
var d=t==='dark'||(t!=='light'&&matchMedia('${DARK_QUERY}').matches);
document.documentElement.setAttribute('data-theme',d?'dark':'light')})()`

/** Reads the stored choice; `system` where nothing is stored or storage is closed. */
export function readTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(THEME_STORAGE_KEY)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}

/** Stores the choice and shows it. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(THEME_STORAGE_KEY)
    else localStorage.setItem(THEME_STORAGE_KEY, choice)
  } finally {
    applyTheme(choice)
  }
}

export function applyTheme(choice: ThemeChoice): void {
  const isDark = choice === 'dark' || (choice === 'system' && matchMedia(DARK_QUERY).matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
}

/** Follows the operating system while the choice is `system`. Returns the function that stops it. */
export function followSystemTheme(): () => void {
  const query = matchMedia(DARK_QUERY)
  const follow = () => applyTheme(readTheme())
  query.addEventListener('change', follow)
  return () => query.removeEventListener('change', follow)
}
