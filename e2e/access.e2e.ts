import { expect, ready, signIn, test } from './support/desk.ts'
import { pageFaults, WALK_LIMIT_MS } from './support/page-faults.ts'

const PAGES = [
  '/today',
  '/conversations',
  '/schedule',
  '/patients',
  '/providers',
  '/providers/services',
  '/waiting-list',
  '/campaigns',
  '/agents',
  '/simulator',
  '/audit',
  '/settings',
  '/settings/texting',
  '/settings/texts',
  '/settings/answers',
  '/settings/understanding',
  '/settings/opt-outs',
  '/settings/connections',
  '/settings/keys',
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
    test.setTimeout(WALK_LIMIT_MS)
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    for (const path of PAGES) {
      await page.goto(path)
      await ready(page)
      await expect(page.getByRole('heading').first()).toBeVisible()
      await expect(page.getByText('Mock gateway, nothing leaves this machine').first()).toBeVisible()
      faults.push(...(await pageFaults(page)))
    }
    expect(faults).toEqual([])
  })
}
