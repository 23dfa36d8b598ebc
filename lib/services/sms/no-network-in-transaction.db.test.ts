import pg from 'pg'
import { describe, expect, it } from 'vitest'
import type { ReplyModel } from '#lib/domain/messaging/reply-model.ts'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { createMockGateway } from '#lib/gateways/sms/mock.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { sendStaffText } from './send-staff-text.ts'

const { db, url } = openTestDatabase()

interface Seen {
  port: string
  /** Transactions of the product that were open while the port was out. */
  open: number
}

/** Counts the product's open transactions from a connection of its own, which is in none. */
async function openTransactions(): Promise<number> {
  const client = new pg.Client({ connectionString: url(), application_name: 'looking on' })
  await client.connect()
  try {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'switchboard' AND xact_start IS NOT NULL`,
    )
    return rows[0]!.n
  } finally {
    await client.end()
  }
}

/** A desk whose ports all look whether a transaction is open when they are called. */
async function watchedDesk(seen: Seen[]): Promise<Desk> {
  const look = async (port: string) => {
    seen.push({ port, open: await openTransactions() })
  }
  const mock = createMockGateway()
  const sms: SmsGateway = {
    ...mock,
    async send(text) {
      await look('sms.send')
      return mock.send(text)
    },
    async findSent(query) {
      await look('sms.findSent')
      return mock.findSent!(query)
    },
  }
  const replyModel: ReplyModel = {
    name: 'watched',
    promptVersion: 'reply-test',
    async read({ options }) {
      await look('replyModel.read')
      return {
        choice: { kind: 'option', reply_number: options[0]!.reply_number },
        confidence: 0.99,
        reason: null,
        usage: { model_id: 'watched', input_tokens: 1, output_tokens: 1, cost_micros: 0 },
      }
    },
  }
  const ctx: TestCtx = testCtx(db(), { ports: { sms, replyModel } })
  return makeDesk(ctx)
}

describe('no port is called with a transaction open', () => {
  it('in the whole flow: offer, reply by the model, booking, confirmation, doubtful sends', async () => {
    const seen: Seen[] = []
    const desk = await watchedDesk(seen)
    await offerThree(desk)
    await drain(desk.ctx)
    desk.ctx.advance(60_000)
    await textFrom(desk, 'hmm the first thing on your list sounds lovely to me')
    await drain(desk.ctx)
    for (const phone_number of ['+15005550015', '+15005550016', '+15005550011']) {
      const patient = await makePatient(desk.ctx, desk.clinic.id, { phone_number })
      await sendStaffText(desk.clerk, {
        clinic_id: desk.clinic.id,
        patient_id: patient.id,
        text: 'Hello',
      })
    }
    await drain(desk.ctx)
    desk.ctx.advance(600_000)
    await drain(desk.ctx)
    expect(new Set(seen.map(({ port }) => port))).toEqual(
      new Set(['sms.send', 'sms.findSent', 'replyModel.read']),
    )
    expect(seen.filter(({ open }) => open > 0)).toEqual([])
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(1)
  })

  it('and the look-out sees one that is', async () => {
    const seen = await db().$transaction(async (tx) => {
      await tx.clinic.count()
      return openTransactions()
    })
    expect(seen).toBe(1)
    expect(await openTransactions()).toBe(0)
  })
})
