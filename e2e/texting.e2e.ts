import { expect, ready, test } from './support/desk.ts'
import { answer, openOffered, text } from './support/thread.ts'

test('an answer that staff approve is what the next question gets, and one click shows how it came about', async ({
  page,
  desk,
}) => {
  await page.goto('/settings/answers')
  await ready(page)
  await page.getByRole('button', { name: /^Parking/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'English' }).fill('Park free in the garage behind the clinic.')
  await expect(dialog.getByText(/would get it|gets it/).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Save English' }).click()
  await expect(dialog.getByText(/^Version 1, by /)).toBeVisible()
  await openOffered(page, desk)
  await answer(page, 'where can I park?')
  await expect(text(page, /Park free in the garage behind the clinic\./)).toBeVisible()
  await page.getByRole('link', { name: 'How “where can I park?” came about' }).click()
  await expect(page.getByRole('heading', { name: 'How this came about' })).toBeVisible()
  await expect(page.getByText('where can I park?').first()).toBeVisible()
  // What offer, question and answer cost, summed for the month.
  await page.goto('/settings/texting')
  await ready(page)
  await expect(page.getByText(/^2 texts, [34] segments, all simulated$/)).toBeVisible()
  await expect(page.getByText('1 text, 1 segment, all simulated')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Together' })).toContainText(/\$0\.0\d+/)
})

test('an opt-out said to staff ends the texts at once, and consent given to them allows them again', async ({
  page,
  desk,
}) => {
  await page.goto(`/patients/${desk.patient.id}`)
  await ready(page)
  await page.getByRole('button', { name: 'Record an opt-out' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Said so on the phone.')
  await dialog.getByRole('button', { name: 'Stop the texts' }).click()
  await expect(page.getByText(/^Opted out since/)).toBeVisible()
  await expect(page.getByRole('button', { name: /Offer times/ })).toBeDisabled()
  await page.goto('/settings/opt-outs')
  await ready(page)
  // The list is of every clinic, and each test has a Maria.
  await page.locator(`main a[href="/patients/${desk.patient.id}"]`).click()
  await page.getByRole('button', { name: 'Record consent' }).click()
  await dialog.getByRole('button', { name: /How consent was given/ }).click()
  await page.getByRole('option').first().click()
  await dialog.getByRole('textbox', { name: 'What was said or signed' }).fill('Signed the form at the desk.')
  await dialog.getByRole('button', { name: 'Record consent' }).click()
  await expect(page.getByText(/^Texts allowed since/)).toBeVisible()
  await expect(page.getByRole('button', { name: /Offer times/ })).toBeEnabled()
})
