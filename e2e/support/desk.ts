import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'

const PASSWORD = process.env.E2E_PASSWORD ?? ''
const ADMIN = 'admin@riverside.example'
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** A clinic of the test's own, so that tests running side by side never meet. */
export interface Desk {
  clinic: { id: string; name: string }
  service: { id: string; name: string }
  providers: { id: string; name: string }[]
  patient: { id: string; name: string }
  addPatient(name: string): Promise<{ id: string; name: string }>
  api: Api
}

/** The REST API with the session of the browser. Throws with the problem's own words. */
export interface Api {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object): Promise<T>
}

/** Signs in as the form does: CSRF token, then next-auth's own route. */
export async function signIn(request: APIRequestContext, origin: string, email: string): Promise<void> {
  const token = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const answer = await request.post('/api/auth/callback/credentials', {
    headers: { origin },
    form: { email, password: PASSWORD, csrfToken: token.csrfToken, json: 'true', callbackUrl: '/' },
  })
  expect(answer.ok(), `sign-in answered ${answer.status()}`).toBe(true)
  const { url } = (await answer.json()) as { url: string }
  // The address may be a path alone.
  expect(new URL(url, 'http://product').searchParams.get('error')).toBeNull()
}

export function createApi(request: APIRequestContext, origin: string): Api {
  const read = async <T>(
    method: string,
    path: string,
    answer: Awaited<ReturnType<APIRequestContext['get']>>,
  ) => {
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  return {
    get: async <T>(path: string) => read<T>('GET', path, await request.get(path)),
    post: async <T>(path: string, data: object) =>
      read<T>('POST', path, await request.post(path, { data, headers: { origin } })),
  }
}

let counter = 0

/** A subscriber number of area code 212 that the numbering plan assigns: its exchange begins with 2 to 9. */
const NANP_FROM = 2_000_000
const NANP_COUNT = 7_999_000

async function createDesk(api: Api): Promise<Desk> {
  counter += 1
  const tag = `${process.env.TEST_PARALLEL_INDEX ?? 0}-${Date.now()}-${counter}`
  const clinic = await api.post<Desk['clinic']>('/api/clinics', {
    name: `Clinic ${tag}`,
    time_zone: 'America/New_York',
    phone_number: '+12015550100',
  })
  const service = await api.post<Desk['service']>('/api/service-types', {
    clinic_id: clinic.id,
    name: 'Follow-up',
    duration_minutes: 30,
    buffer_before_minutes: 0,
    buffer_after_minutes: 0,
    alignment_minutes: 30,
    minimum_notice_minutes: 60,
    cost_estimate: '$90',
    is_default: true,
  })
  const providers = []
  for (const name of ['Dr. Ada Smith', 'Dr. Ben Johnson']) {
    providers.push(
      await api.post<Desk['providers'][number]>('/api/providers', {
        clinic_id: clinic.id,
        name,
        service_type_ids: [service.id],
        hours: EVERY_DAY.map((weekday) => ({ weekday, start_local: '09:00', end_local: '17:00' })),
      }),
    )
  }
  let line = 0
  const addPatient = (name: string) => {
    line += 1
    const [first_name, last_name] = name.split(' ')
    const number = String(NANP_FROM + Math.floor(Math.random() * NANP_COUNT) + line)
    return api.post<Desk['patient']>('/api/patients', {
      clinic_id: clinic.id,
      first_name,
      last_name,
      phone_number: `+1212${number}`,
    })
  }
  return { clinic, service, providers, patient: await addPatient('Maria Gonzalez'), addPatient, api }
}

/** Waits until React answers on the page; never for the network to be idle. */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector('html[data-ready]')
}

export const test = base.extend<{ desk: Desk }, { session: string }>({
  // One sign-in for each worker: the number of tries is limited.
  session: [
    async ({ playwright }, use, info) => {
      const baseURL = info.project.use.baseURL
      const request = await playwright.request.newContext({ baseURL })
      await signIn(request, baseURL ?? '', ADMIN)
      const state = JSON.stringify(await request.storageState())
      await request.dispose()
      await use(state)
    },
    { scope: 'worker' },
  ],
  storageState: async ({ session }, use) => use(JSON.parse(session)),
  desk: async ({ context, baseURL }, use) => {
    const origin = baseURL ?? ''
    const desk = await createDesk(createApi(context.request, origin))
    await context.addCookies([{ name: 'switchboard.clinic', value: desk.clinic.id, url: origin }])
    await use(desk)
  },
})

export { expect }
