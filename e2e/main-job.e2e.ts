import { expect, ready, test } from './support/desk.ts'
import { answer, openOffered, text, thread } from './support/thread.ts'

test('a clerk offers three times, the patient answers 2, and the booking appears without reloading', async ({
  page,
  desk,
}) => {
  await page.goto('/conversations')
  await ready(page)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Patient' }).fill('Maria')
  await page.getByRole('option', { name: /Maria Gonzalez/ }).click()
  // The exact text, with what it costs, before it is sent.
  await expect(dialog.getByText(/Reply 1, 2 or 3, or NONE\. Reply STOP to opt out\./)).toBeVisible()
  await expect(dialog.getByText('Segments')).toBeVisible()
  await expect(dialog.getByText(/\$0\.0\d+/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Send 3 times' }).click()
  await expect(page).toHaveURL(/\/conversations\/[0-9a-f-]{36}/)
  await expect(text(page, /appointment times for Maria/)).toBeVisible()
  await expect(thread(page).getByText('Delivered').first()).toBeVisible()

  let reloads = 0
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) reloads += 1
  })
  await answer(page, '2')
  await expect(text(page, /you are confirmed for/)).toBeVisible()
  await expect(page.getByRole('link', { name: /Maria Gonzalez/ }).getByText('Booked')).toBeVisible()
  const agents = thread(page).getByRole('region', { name: 'Agents' })
  await expect(agents).toHaveCount(1)
  await expect(agents).toContainText('confirmed the visit')
  await agents.getByRole('button').click()
  await expect(agents.getByText('REQUEST_BOOKING')).toBeVisible()
  expect(reloads).toBe(0)
  expect(desk.patient.name).toBe('Maria Gonzalez')
})

test('the second patient to choose the same time gets fresh ones', async ({ page, desk }) => {
  const first = await openOffered(page, desk, { is_shared: true })
  const theo = await desk.addPatient('Theo Brandt')
  await answer(page, '1')
  await expect(text(page, /you are confirmed for/)).toBeVisible()
  const lost = desk.api.post('/api/offers', {
    clinic_id: desk.clinic.id,
    patient_id: theo.id,
    service_type_id: desk.service.id,
    slots: first.slots.slice(0, 1),
  })
  await expect(lost).rejects.toThrow(/409/)
})

test('two patients are offered one time: one has it, the other gets fresh times in the same turn', async ({
  page,
  desk,
}) => {
  const theo = await desk.addPatient('Theo Brandt')
  const maria = await openOffered(page, desk, { is_shared: true })
  const other = await openOffered(page, desk, { patient_id: theo.id, is_shared: true, slots: maria.slots })
  await page.goto(`/conversations/${maria.id}`)
  await ready(page)
  await answer(page, '1')
  await expect(text(page, /you are confirmed for/)).toBeVisible()
  await page.goto(`/conversations/${other.id}`)
  await ready(page)
  await answer(page, '1')
  await expect(text(page, /that time was just taken, sorry/)).toBeVisible()
})

test('staff take a conversation over, the agents wait, and staff hand it back', async ({ page, desk }) => {
  await openOffered(page, desk)
  await page.getByRole('button', { name: 'Take over' }).click()
  await expect(page.getByRole('button', { name: 'Hand back' })).toBeVisible()
  await answer(page, '1')
  await expect(page.getByRole('link', { name: /Maria Gonzalez/ }).getByText('Needs you')).toBeVisible()
  await expect(thread(page).getByText(/you are confirmed for/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Hand back' }).click()
  await expect(page.getByRole('button', { name: 'Take over' })).toBeVisible()
})

test('an emergency comes first, and an opted-out number cannot be texted', async ({ page, desk }) => {
  await openOffered(page, desk)
  await answer(page, 'my chest hurts, can i come at 2?')
  await expect(page.getByRole('link', { name: /Maria Gonzalez/ }).getByText('Urgent')).toBeVisible()
  await expect(text(page, /call 911/)).toBeVisible()
  await answer(page, 'STOP')
  await expect(page.getByRole('link', { name: /Maria Gonzalez/ }).getByText('Opted out')).toBeVisible()
  await expect(page.getByRole('button', { name: /Offer times/ })).toBeDisabled()
})

test('a text typed by staff reaches the thread and survives a reload before it is sent', async ({
  page,
  desk,
}) => {
  await openOffered(page, desk)
  const field = page.getByRole('textbox', { name: 'Text Maria' })
  await field.fill('Please bring your insurance card.')
  await page.reload()
  await ready(page)
  await expect(field).toHaveValue('Please bring your insurance card.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(text(page, 'Please bring your insurance card.')).toBeVisible()
  await expect(field).toHaveValue('')
})
