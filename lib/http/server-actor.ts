import { cookies, headers } from 'next/headers'
import { app as theApp } from '#lib/compose.ts'
import type { Actor, Ctx } from '#lib/core/context.ts'
import { readSession } from './authenticate.ts'

/** Next marks what the browser fetches ahead of a click; nobody did anything yet. */
const PREFETCH_HEADERS = ['next-router-prefetch', 'purpose', 'sec-purpose']

async function requestHeaders(): Promise<Headers> {
  const all = new Headers(await headers())
  const pairs = (await cookies()).getAll().map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
  all.set('cookie', pairs.join('; '))
  return all
}

/** The signed-in staff member of the page that is being rendered, or null. Opening a page counts as activity. */
export async function getServerActor(): Promise<Actor | null> {
  const all = await requestHeaders()
  const isPrefetch = PREFETCH_HEADERS.some((name) => all.has(name))
  return readSession(theApp(), all, !isPrefetch)
}

/** A context for reads while a page is rendered, or null when nobody is signed in. */
export async function getServerCtx(): Promise<Ctx | null> {
  const actor = await getServerActor()
  return actor === null ? null : theApp().ctxFor(actor)
}
