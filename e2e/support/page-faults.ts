import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** How long so many pages take is the machine's affair; only what hangs ends so. */
export const WALK_LIMIT_MS = 600_000

const CONTRAST = 'color-contrast'

async function seriousFaults(page: Page, judge: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const axe = judge(new AxeBuilder({ page }).options({ resultTypes: ['violations'] }))
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'critical' || impact === 'serious')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/**
 * What is wrong with the page that is open, as sentences: wider than the screen, or a serious accessibility fault in the
 * light or the dark theme. Colours are the same at every width and are all that differs in the dark theme: the contrast
 * of both is judged on the wide screen.
 */
export async function pageFaults(page: Page): Promise<string[]> {
  const { pathname } = new URL(page.url())
  const { overflow, isWide } = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    isWide: window.innerWidth > 1_000,
  }))
  const faults = overflow > 0 ? [`is ${overflow} px wider than the screen`] : []
  faults.push(...(await seriousFaults(page, (axe) => (isWide ? axe : axe.disableRules(CONTRAST)))))
  if (isWide) {
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.waitForSelector('html[data-theme="dark"]')
    const inDark = await seriousFaults(page, (axe) => axe.withRules(CONTRAST))
    faults.push(...inDark.map((fault) => `dark ${fault}`))
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  }
  return faults.map((fault) => `${pathname} ${fault}`)
}
