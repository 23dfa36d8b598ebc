import { describe, expect, it } from 'vitest'
import { type ReminderView, readAgainstReminders, readReminderReply } from './reminder.ts'
import type { ReplyReading } from './types.ts'

const said = (text: string) => {
  const reply = readReminderReply(text)
  return reply === null ? null : `${reply.action}${reply.is_bare ? ', bare' : ''}`
}

describe('what a text says to a reminder', () => {
  it.each(
    `C | c. | C please | Confirm | CONFIRMED! | confirm, thanks | I confirm | yes I confirm | confirmo | Sí, confirmo mi cita | confirmada
    reply c | I'll be there | yes I’ll be there | we will be there thanks | see you then | ahí estaré | si voy a ir | gracias, confirmo`
      .split(/[|\n]/)
      .map((text) => text.trim()),
  )('%s confirms', (text) => {
    expect(said(text)).toBe('confirm')
  })

  it.each(['Yes', 'YES!', 'y', 'ok', 'Sí', 'si gracias', 'sure thanks', 'claro', 'yep'])(
    '%s is a bare yes',
    (text) => {
      expect(said(text)).toBe('confirm, bare')
    },
  )

  it.each(
    `R | r. | reschedule please | can I reschedule? | I need to reschedule | another time | I need another time please
    reprogramar | quiero otra hora | necesito cambiar mi cita | otro horario por favor
    r please, court that day | R something came up at school | r, tengo turno`
      .split(/[|\n]/)
      .map((text) => text.trim()),
  )('%s wants another time', (text) => {
    expect(said(text)).toBe('other_time')
  })

  it.each(
    `C? | confirm what? | I can't confirm | not confirmed | yes but can I come later | yes stop texting me | r u open today | no | 1 | cancel
    confirm that you got my message about cancelling | c u at the gym | ok so I need to cancel | no confirmo | I will not be there | si no puedo`
      .split(/[|\n]/)
      .map((text) => text.trim()),
  )('%s says neither', (text) => {
    expect(said(text)).toBeNull()
  })
})

describe('a text after a reminder', () => {
  const reminder: ReminderView = {
    sms_message_id: 'r1',
    patient_id: 'maria',
    sent_at: 100,
    appointment_ids: ['visit'],
    is_latest_text: true,
  }
  const unclear: ReplyReading = { kind: 'unclear', reason: 'no_open_offer', detail: '', evidence: '' }
  const option: ReplyReading = {
    kind: 'option',
    offer_id: 'o1',
    option_id: 'x',
    reply_number: 1,
    evidence: '',
  }
  const read = (
    text: string,
    reading: ReplyReading = unclear,
    {
      reminders = [reminder],
      open = [],
      received_at = 200,
    }: Partial<Parameters<typeof readAgainstReminders>[2]> = {},
  ) => readAgainstReminders(text, reading, { reminders, open, received_at })

  it('confirms the visits that it named, or asks for another time', () => {
    expect(read('C')).toMatchObject({
      kind: 'confirm_visit',
      sms_message_id: 'r1',
      appointment_ids: ['visit'],
    })
    expect(read('yes')).toMatchObject({ kind: 'confirm_visit' })
    expect(read('R')).toMatchObject({ kind: 'other_time_for_visit', appointment_ids: ['visit'] })
  })

  it('means nothing without a reminder, or when it came before', () => {
    expect(read('C', unclear, { reminders: [] })).toBe(unclear)
    expect(read('C', unclear, { received_at: 50 })).toBe(unclear)
  })

  it.each<ReplyReading>([
    { kind: 'opt_in', evidence: '' },
    { kind: 'opt_out', word: 'stop', is_carrier_word: true, evidence: '' },
    { kind: 'urgent', matched: '', evidence: '' },
    { kind: 'confirm_cancel', question_id: 'q', is_confirmed: true, evidence: '' },
    { kind: 'question', topics: [], evidence: '' },
  ])('stays $kind where that was read', (reading) => {
    expect(read('yes', reading)).toBe(reading)
  })

  it('answers an open offer first, and only C is sure beside one', () => {
    const open = [{ id: 'o1', seen_from: 150 }]
    expect(read('yes', option, { open })).toBe(option)
    expect(read('yes', unclear, { open })).toBe(unclear)
    expect(read('C', unclear, { open })).toMatchObject({ kind: 'confirm_visit' })
  })

  it('with a yes after an older offer and a newer reminder is nobody’s answer', () => {
    const open = [{ id: 'o1', seen_from: 50 }]
    expect(read('yes', option, { open })).toMatchObject({ kind: 'unclear' })
  })

  it('answers the reminder when the offer it fits is closed', () => {
    expect(read('yes', option)).toMatchObject({ kind: 'confirm_visit' })
  })

  it('with a bare yes to something that was texted since is not read', () => {
    const reminders = [{ ...reminder, is_latest_text: false }]
    expect(read('yes', unclear, { reminders })).toBe(unclear)
    expect(read('C', unclear, { reminders })).toMatchObject({ kind: 'confirm_visit' })
  })

  it('from a phone of two people who were both reminded is left to a person', () => {
    const reminders = [reminder, { ...reminder, sms_message_id: 'r2', patient_id: 'ana' }]
    expect(read('C', unclear, { reminders })).toMatchObject({ kind: 'unclear' })
  })
})
