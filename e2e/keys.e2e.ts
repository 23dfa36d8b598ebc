import { expect, ready, test } from './support/desk.ts'

test('a key is made with what it may do, shown once, rotated and revoked, and its last use is seen', async ({
  page,
  desk,
  request,
}) => {
  const name = `Partner of ${desk.clinic.name}`
  const answers = async (key: string) =>
    (await request.get('/api/patients', { headers: { authorization: `Bearer ${key}` } })).status()
  await page.goto('/settings/keys')
  await ready(page)
  await page.getByRole('button', { name: 'New key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Only reading' }).click()
  await dialog.getByRole('button', { name: 'Make key' }).click()
  const shown = dialog.getByText(/^sbk_\S+$/)
  const first = (await shown.textContent()) ?? ''
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('Never')
  expect(await answers(first)).toBe(200)
  await page.reload()
  await ready(page)
  await expect(row).toContainText('just now')
  await expect(page.getByText(first)).toHaveCount(0)

  await row.getByRole('button', { name: `Rotate ${name}` }).click()
  await dialog.getByRole('button', { name: /The old key works on for/ }).click()
  await page.getByRole('option', { name: 'Not at all' }).click()
  await dialog.getByRole('button', { name: 'Rotate key' }).click()
  await expect(shown).not.toHaveText(first)
  const second = (await shown.textContent()) ?? ''
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  expect([await answers(first), await answers(second)]).toEqual([401, 200])

  await page
    .getByRole('button', { name: `Revoke ${name}` })
    .and(page.locator(':enabled'))
    .first()
    .click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click()
  await expect(page.getByText(/is revoked\.$/)).toBeVisible()
  expect(await answers(second)).toBe(401)
})
