import { type Desk, expect, ready, test } from './support/desk.ts'

const ZONE = 'America/New_York'
const DAY_MS = 86_400_000

/** `YYYY-MM-DD` of the clinic, some days from now: further off than the day that a campaign leaves to the phone list. */
const dayAhead = (days: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(Date.now() + days * DAY_MS)

interface Slot {
  provider_id: string
  starts_at: string
}

/** Books the first free time of the first provider on that day. */
async function bookOn(desk: Desk, day: string, patientId: string): Promise<Slot> {
  const provider_id = desk.providers[0]!.id
  const query = new URLSearchParams({
    clinic_id: desk.clinic.id,
    service_type_id: desk.service.id,
    provider_ids: provider_id,
    from: new Date(`${day}T12:00:00Z`).toISOString(),
  })
  const { suggested } = await desk.api.get<{ suggested: Slot[] }>(`/api/slots?${query}`)
  const { starts_at } = suggested[0]!
  await desk.api.post('/api/appointments', {
    clinic_id: desk.clinic.id,
    patient_id: patientId,
    provider_id,
    service_type_id: desk.service.id,
    starts_at,
  })
  return { provider_id, starts_at }
}

test('a clerk books from the day that is shown, sees what stands against a drop, moves the visit and cancels it', async ({
  page,
  desk,
}) => {
  const day = dayAhead(4)
  const theo = await desk.addPatient('Theo Brandt')
  await bookOn(desk, day, theo.id)
  await page.goto(`/schedule?day=${day}`)
  await ready(page)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Patient' }).fill('Maria')
  await page.getByRole('option', { name: /Maria Gonzalez/ }).click()
  await expect(dialog.getByLabel('From')).toHaveValue(day)
  await dialog
    .getByRole('button', { name: /Dr\. Ada Smith/ })
    .first()
    .click()
  await dialog.getByRole('button', { name: /^Book / }).click()
  await expect(page.getByText(/^Booked for /)).toBeVisible()

  const visit = page.getByRole('button', { name: /Maria Gonzalez, Follow-up/ })
  await visit.dragTo(page.getByRole('button', { name: /Theo Brandt, Follow-up/ }))
  await expect(dialog.getByText('What stands against it')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Move anyway' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click()

  await visit.click()
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await dialog
    .getByRole('button', { name: /Dr\. Ben Johnson/ })
    .first()
    .click()
  await dialog.getByRole('button', { name: /^Move to / }).click()
  await expect(page.getByText(/^Moved to /)).toBeVisible()
  await page.goto(`/patients/${desk.patient.id}`)
  await ready(page)
  await page.getByRole('button', { name: 'Actions for the visit of Maria Gonzalez' }).click()
  await page.getByRole('menuitem', { name: 'Cancel', exact: true }).click()
  await dialog.getByRole('button', { name: 'Cancel the visit' }).click()
  await expect(page.getByText('The visit is cancelled.')).toBeVisible()
})

test('time off shows what each patient would be offered, and is taken back before the first text leaves', async ({
  page,
  desk,
}) => {
  const day = dayAhead(5)
  await bookOn(desk, day, desk.patient.id)
  await page.goto(`/schedule?day=${day}`)
  await ready(page)
  await page.getByRole('button', { name: 'More to enter' }).click()
  await page.getByRole('menuitem', { name: 'Enter time off' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /Provider/ }).click()
  await page.getByRole('option', { name: 'Dr. Ada Smith' }).click()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByLabel('First day').fill(day)
  await expect(dialog.getByText(/^1 visit falls into it/)).toBeVisible()
  await dialog.getByRole('button', { name: 'See what to offer' }).click()
  await expect(dialog.getByText(/1 patient is offered other times by text/)).toBeVisible()
  await expect(dialog.getByText(/Dr\. (Ada Smith|Ben Johnson)$/).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Enter and text 1 patient' }).click()
  await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}/)
  await expect(page.getByText('Not told yet').first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByText('The time off was taken back.', { exact: false })).toBeVisible()
})

test('a patient with a visit joins the waiting list, wants other days, and comes off it', async ({
  page,
  desk,
}) => {
  await bookOn(desk, dayAhead(6), desk.patient.id)
  await page.goto('/waiting-list')
  await ready(page)
  await page.getByRole('button', { name: 'Add patient' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Patient' }).fill('Maria')
  await page.getByRole('option', { name: /Maria Gonzalez/ }).click()
  await expect(dialog.getByRole('button', { name: /In place of/ })).not.toContainText('Nothing')
  await dialog.getByText('Monday', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Add to the list' }).click()
  const row = page.getByRole('row', { name: /Maria Gonzalez/ })
  await expect(row).toContainText('Mondays')
  await row.getByRole('button', { name: 'Change what Maria Gonzalez waits for' }).click()
  await dialog.getByText('Friday', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(row).toContainText('Mondays and Fridays')
  await row.getByRole('button', { name: 'Take Maria Gonzalez off the list' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take off the list' }).click()
  await expect(row).toHaveCount(0)
})
