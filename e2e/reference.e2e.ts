import { expect, ready, test } from './support/desk.ts'

test('a patient whom somebody else changes meanwhile: what was typed is kept, and can be saved in its place', async ({
  page,
  desk,
  context,
  baseURL,
}) => {
  const path = `/api/patients/${desk.patient.id}`
  await page.goto(`/patients/${desk.patient.id}`)
  await ready(page)
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Comes by bus, needs time.')
  const { first_name, last_name, phone_number } = await desk.api.get<Record<string, string>>(path)
  const theirs = { clinic_id: desk.clinic.id, first_name, last_name, phone_number, note: 'Theirs.' }
  await context.request.put(path, { data: theirs, headers: { origin: baseURL ?? '' } })
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog.getByRole('alert')).toContainText('has changed this patient meanwhile')
  await expect(dialog.getByRole('textbox', { name: 'Note' })).toHaveValue('Comes by bus, needs time.')
  await dialog.getByRole('button', { name: 'Save mine in its place' }).click()
  await expect(dialog).toBeHidden()
  expect((await desk.api.get<{ note: string }>(path)).note).toBe('Comes by bus, needs time.')
})

test.describe('without a session', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('the reference of the API is readable, asks nobody else, and finds an operation by the keyboard', async ({
    page,
    baseURL,
  }) => {
    const elsewhere: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(baseURL ?? '')) elsewhere.push(request.url())
    })
    await page.goto('/api/docs')
    await ready(page)
    await expect(page.getByRole('heading', { name: 'API reference' })).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type('send an offer')
    await expect(page.getByRole('heading', { name: 'Send an offer' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Revoke an API key' })).toBeHidden()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#postOffers$/)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(elsewhere).toEqual([])
  })
})
