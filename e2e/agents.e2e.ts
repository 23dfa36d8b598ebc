import type { Page } from '@playwright/test'
import { type Desk, expect, ready, signIn, test } from './support/desk.ts'
import { pageFaults, WALK_LIMIT_MS } from './support/page-faults.ts'

interface Registered {
  id: string
  name: string
  api_key: string
}
interface Message {
  id: string
  status: string
}

/** An agent of the desk's clinic that fetches its messages, and its own way to the API. */
async function addAgent(desk: Desk, baseURL: string, name: string, fields: object = {}) {
  const agent = await desk.api.post<Registered>('/api/agents', {
    name: `${name}-${desk.clinic.id.slice(-6)}`,
    type: 'helper',
    clinic_id: desk.clinic.id,
    ...fields,
  })
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${baseURL}${path}`, {
      method,
      headers: { authorization: `Bearer ${agent.api_key}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  return {
    ...agent,
    beat: () => call('POST', `/api/agents/${agent.name}/heartbeat`, { load: 0.5 }),
    send: (to: { name: string }, fields: object) =>
      call<Message>('POST', '/api/messages', {
        to_agent_id: to.name,
        message_type: 'task',
        content: { task_type: 'call_back' },
        ...fields,
      }),
    fail: (id: string, reason: string) =>
      call('PUT', `/api/messages/${id}/status`, { status: 'failed', reason }),
    done: (id: string) => call('PUT', `/api/messages/${id}/status`, { status: 'processed' }),
  }
}

async function twoAgents(desk: Desk, baseURL: string) {
  const recall = await addAgent(desk, baseURL, 'recall')
  const triage = await addAgent(desk, baseURL, 'triage')
  await recall.beat()
  await triage.beat()
  return { recall, triage, flow: `flow-${desk.clinic.id.slice(-6)}` }
}

const rows = (page: Page) => page.getByRole('table', { name: 'Messages' }).locator('a[data-message]')
/** The rail is a landmark of the same kind, outside of the page itself. */
const panel = (page: Page) => page.getByRole('main').getByRole('complementary')

test('an engineer follows a flow live, opens a message, and walks through its sequence', async ({
  page,
  desk,
  baseURL,
}) => {
  const { recall, triage, flow } = await twoAgents(desk, baseURL ?? '')
  const first = await recall.send(triage, { conversation_id: flow })
  await page.goto(`/agents?conversation=${flow}`)
  await ready(page)
  await expect(rows(page)).toHaveCount(1)
  await page.evaluate(() => {
    document.documentElement.dataset.kept = 'true'
  })
  await triage.done(first.id)
  const answer = { conversation_id: flow, message_type: 'CALLED_BACK', in_reply_to: first.id }
  await triage.send(recall, { ...answer, content: { status: 'REACHED' } })
  // Both the new row and the new state of the old one, without reloading.
  await expect(rows(page)).toHaveCount(2)
  await expect(page.getByRole('row', { name: /task.*processed/ })).toBeVisible()
  await expect(page.locator('html[data-kept]')).toHaveCount(1)

  await rows(page).first().click()
  await expect(page).toHaveURL(/message=[0-9a-f-]{36}/)
  const flowList = panel(page).getByRole('region', { name: 'Flow' }).getByRole('listitem')
  await expect(flowList).toHaveCount(2)
  await expect(panel(page).getByRole('heading', { name: 'CALLED_BACK' })).toBeVisible()
  await expect(panel(page).getByText('"REACHED"')).toBeVisible()
  await flowList.nth(1).getByRole('button').focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(panel(page).getByRole('heading', { name: 'Gives a task' })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(first.id))
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)

  // With a message open, up and down in the list open the next one, and focus stays there.
  await rows(page).first().click()
  await rows(page).first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(panel(page).getByRole('heading', { name: 'Gives a task' })).toBeVisible()
  await expect(rows(page).nth(1)).toBeFocused()
  await page.reload()
  await ready(page)
  await expect(panel(page).getByText('"call_back"')).toBeVisible()
})

test('rows keep their places while somebody reads, and what is new is counted', async ({
  page,
  desk,
  baseURL,
}) => {
  const { recall, triage, flow } = await twoAgents(desk, baseURL ?? '')
  const first = await recall.send(triage, { conversation_id: flow })
  await page.goto(`/agents?conversation=${flow}`)
  await ready(page)
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Hold' }).click()
  await recall.send(triage, { conversation_id: flow, priority: 1 })
  await triage.done(first.id)
  const follow = page.getByRole('button', { name: 'Show 1 new' })
  await expect(follow).toBeVisible()
  await expect(page.getByRole('row', { name: /task.*processed/ })).toBeVisible()
  await expect(rows(page)).toHaveCount(1)
  await follow.click()
  await expect(rows(page)).toHaveCount(2)
})

test('older messages follow page by page under those that are read', async ({ page, desk, baseURL }) => {
  const { recall, triage, flow } = await twoAgents(desk, baseURL ?? '')
  const all = 90
  for (let i = 0; i < all; i += 1) await recall.send(triage, { conversation_id: flow, content: { i } })
  await page.goto(`/agents?conversation=${flow}`)
  await ready(page)
  await expect(rows(page)).toHaveCount(40)
  // Near the end the next page comes by itself.
  const end = page.getByText(/^(Show older ones|These are all of them\.)$/)
  await expect(async () => {
    await end.scrollIntoViewIfNeeded()
    await expect(rows(page)).toHaveCount(all, { timeout: 1_000 })
  }).toPass()
  await recall.send(triage, { conversation_id: flow })
  await expect(page.getByRole('button', { name: 'Show 1 new' })).toBeVisible()
  await expect(page.getByText('These are all of them.')).toBeVisible()
  await expect(rows(page)).toHaveCount(all)
  const ids = await rows(page).evaluateAll((links) => links.map((link) => link.getAttribute('data-message')))
  expect(new Set(ids).size).toBe(all)
})

test('a dead letter says why, goes back with a reason, and cannot when it is used up', async ({
  page,
  desk,
  baseURL,
}) => {
  const { recall, triage, flow } = await twoAgents(desk, baseURL ?? '')
  const { id } = await recall.send(triage, { conversation_id: flow, message_type: 'TRIAGE_CALL' })
  await triage.fail(id, 'Its phone line is down.')
  await page.goto('/agents/dead-letters')
  await ready(page)
  const row = page.getByRole('row', { name: new RegExp(triage.name) })
  await expect(row).toContainText('Its phone line is down.')
  await row.getByRole('button', { name: /Redrive/ }).click()
  const dialog = page.getByRole('dialog')
  const send = dialog.getByRole('button', { name: `Send to ${triage.name} again` })
  await send.click()
  await expect(dialog.getByText(/at least 3 characters|Fill this in/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('The line is back.')
  await send.click()
  await expect(row).toHaveCount(0)
  expect((await desk.api.get<Message>(`/api/messages/${id}`)).status).toBe('pending')

  for (let count = 1; count < 5; count += 1) {
    await triage.fail(id, 'Its phone line is down.')
    await desk.api.post(`/api/messages/${id}/redrive`, { reason: 'The line is back.' })
  }
  await triage.fail(id, 'Its phone line is down.')
  await expect(row.getByRole('button', { name: /Redrive/ })).toBeDisabled()
  await expect(row).toContainText('5 times already')
})

test('many go back at once after they have been counted', async ({ page, desk, baseURL }) => {
  const { recall, triage, flow } = await twoAgents(desk, baseURL ?? '')
  for (const reason of ['Busy.', 'Busy.', 'Asleep.']) {
    const { id } = await recall.send(triage, { conversation_id: flow })
    await triage.fail(id, reason)
  }
  await page.goto('/agents/dead-letters')
  await ready(page)
  await page.getByRole('button', { name: 'Redrive many' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /That failed for/ }).click()
  await page.getByRole('option', { name: triage.name }).click()
  const estimate = dialog.getByRole('region', { name: 'What would be redriven' })
  await expect(estimate).toContainText(`3 messages go to ${triage.name} again`)
  await expect(estimate.getByRole('listitem').first()).toContainText('Busy.')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('It is awake again.')
  await dialog.getByRole('button', { name: 'Redrive 3 messages' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('row', { name: new RegExp(triage.name) })).toHaveCount(0)
})

test('an agent is registered, its key is shown once, and it is stopped, started and removed', async ({
  page,
  desk,
}) => {
  const name = `clerk-${desk.clinic.id.slice(-6)}`
  await page.goto('/agents/registry')
  await ready(page)
  await page.getByRole('button', { name: 'Register agent' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name)
  await dialog.getByRole('textbox', { name: /^Type/ }).fill('clerk')
  await dialog.getByRole('button', { name: /Its messages are/ }).click()
  await page.getByRole('option', { name: /Fetched by the agent/ }).click()
  await dialog.getByRole('textbox', { name: /Can do/ }).fill('call_back, recall')
  await dialog.getByRole('button', { name: 'Register agent' }).click()
  await expect(dialog.getByRole('heading', { name: `Give this to ${name}` })).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Signing secret' })).toContainText('whsec_')
  await dialog.getByRole('button', { name: 'I have kept it' }).click()

  await page.getByRole('row', { name: new RegExp(name) }).click()
  await expect(panel(page)).toContainText('call back, recall')
  await page.getByRole('button', { name: 'Set to maintenance' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('nothing is lost')
  await question.getByRole('button', { name: 'Set to maintenance' }).click()
  await expect(panel(page).getByText('in maintenance', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Set to active' }).click()
  await question.getByRole('button', { name: 'Set to active' }).click()
  await expect(panel(page).getByRole('button', { name: 'Set to maintenance' })).toBeVisible()
  await page.getByRole('button', { name: 'New key' }).click()
  await question.getByRole('button', { name: 'Make a new key' }).click()
  await expect(dialog.getByRole('region', { name: 'Key' })).toBeVisible()
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await question.getByRole('button', { name: 'Remove agent' }).click()
  await expect(page.getByRole('row', { name: new RegExp(name) })).toHaveCount(0)
})

test('a viewer reads it all and changes nothing, and says why', async ({ page, context, baseURL }) => {
  await signIn(context.request, baseURL ?? '', 'viewer@riverside.example')
  await page.goto('/agents/registry')
  await ready(page)
  await expect(page.getByRole('button', { name: 'Register agent' })).toBeDisabled()
  await expect(page.getByText(/Your login can view everything and change nothing/).first()).toBeAttached()
  await page.goto('/agents')
  await ready(page)
  await rows(page).first().click()
  await expect(panel(page).getByRole('region', { name: 'Payload', exact: true })).toBeVisible()
  await page.goto('/agents/dead-letters')
  await ready(page)
  await expect(page.getByRole('button', { name: 'Redrive many' })).toBeDisabled()
})

for (const width of [1440, 390]) {
  test(`agents work at ${width} px, light and dark, without serious accessibility faults`, async ({
    page,
    desk,
    baseURL,
  }) => {
    test.setTimeout(WALK_LIMIT_MS)
    const { recall, triage, flow } = await twoAgents(desk, baseURL ?? '')
    const { id } = await recall.send(triage, { conversation_id: flow })
    await triage.fail(id, 'Its phone line is down.')
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    const faults: string[] = []
    for (const [path, words] of [
      [`/agents?conversation=${flow}`, 'dead letter'],
      [`/agents?message=${id}`, '"call_back"'],
      ['/agents/registry', triage.name],
      [`/agents/registry?agent=${triage.id}`, 'Latest messages'],
      ['/agents/dead-letters', 'Its phone line is down.'],
    ] as const) {
      await page.goto(path)
      await ready(page)
      await expect(page.getByText(words).filter({ visible: true }).first()).toBeVisible()
      faults.push(...(await pageFaults(page)))
    }
    expect(faults).toEqual([])
  })
}
