import AxeBuilder from '@axe-core/playwright'
import { expect, ready, signIn, test } from './support/desk.ts'

const PAGES = [
  '/today',
  '/conversations',
  '/schedule',
  '/patients',
  '/providers',
  '/agents',
  '/simulator',
  '/audit',
  '/settings',
  '/settings/texting',
]

test.describe('without a session', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('every page leads to the sign-in form, and a wrong password is refused in words', async ({ page }) => {
    await page.goto('/conversations')
    await expect(page).toHaveURL(/\/sign-in/)
    await ready(page)
    await page.getByLabel('E-mail').fill('nobody@riverside.example')
    await page.getByLabel('Password').fill('not the password at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('E-mail or password is wrong.')).toBeVisible()
  })

  test('a viewer sees everything and can change nothing, with the reason on the control', async ({
    page,
    context,
    baseURL,
  }) => {
    await signIn(context.request, baseURL ?? '', 'viewer@riverside.example')
    await page.goto('/conversations')
    await ready(page)
    const row = page.getByRole('link', { name: /Theo Brandt/ })
    await row.click()
    await expect(page.getByRole('log', { name: 'Texts and events' })).toContainText(
      'appointment times for Theo',
    )
    await expect(page.getByRole('button', { name: 'Take over' })).toBeDisabled()
    await expect(page).toHaveURL(/\/conversations\/[0-9a-f-]{36}/)
    const { origin, pathname } = new URL(page.url())
    const refused = await context.request.post(`/api${pathname}/take-over`, { data: {}, headers: { origin } })
    expect(refused.status()).toBe(403)
  })

  test('signing out ends the session on the server at once', async ({ page, context, baseURL }) => {
    await signIn(context.request, baseURL ?? '', 'scheduler@riverside.example')
    const copied = await context.cookies()
    await page.goto('/today')
    await ready(page)
    await page.getByRole('button', { name: /Dana Reyes/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in/)
    await context.addCookies(copied)
    expect((await context.request.get(`${baseURL}/api/me`)).status()).toBe(401)
  })
})

for (const width of [1440, 390]) {
  test(`every page works at ${width} px, light and dark, without serious accessibility faults`, async ({
    page,
  }) => {
    // How long so many pages take is the machine’s affair; only what hangs ends so.
    test.setTimeout(600_000)
    await page.setViewportSize({ width, height: 900 })
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const path of PAGES) {
        await page.goto(path)
        await ready(page)
        await expect(page.getByRole('heading').first()).toBeVisible()
        await expect(page.getByText('Mock gateway, nothing leaves this machine').first()).toBeVisible()
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        if (overflow > 0) faults.push(`${path} is ${overflow} px wider than the screen`)
        const { violations } = await new AxeBuilder({ page }).analyze()
        for (const { id, impact, nodes } of violations) {
          if (impact !== 'critical' && impact !== 'serious') continue
          faults.push(...nodes.map(({ html }) => `${path} ${colorScheme} ${id}: ${html.slice(0, 200)}`))
        }
      }
    }
    expect(faults).toEqual([])
  })
}
