import { onTestFinished } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'
import { requestSlots } from '#lib/services/conversation/request-slots.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { withdrawOffer } from '#lib/services/offer/withdraw.ts'
import { savePatient } from '#lib/services/patient/save.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { cancelTimeOff } from '#lib/services/provider/cancel-time-off.ts'
import { deliverSms } from '#lib/services/sms/deliver.ts'
import { interpretReply } from '#lib/services/sms/interpret.ts'
import { queueText } from '#lib/services/sms/queue-text.ts'
import { retryText } from '#lib/services/sms/retry.ts'
import { sendStaffText } from '#lib/services/sms/send-staff-text.ts'
import { saveWording } from '#lib/services/template/save.ts'
import { joinWaitingList } from '#lib/services/waiting-list/join.ts'
import { publishRequest } from '#lib/test/agents.ts'
import { startCampaign, THURSDAY } from '#lib/test/campaign.ts'
import { startCarriers } from '#lib/test/carriers.ts'
import { keyActor, staffActor } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { twilioError } from '#lib/test/fakes/twilio-wire.ts'
import { offerThree, TUESDAY, textFrom } from '#lib/test/messaging.ts'
import { type BackfillDesk, bookVisit } from '#lib/test/waiting-list.ts'
import { sendAppointmentSms } from '#lib/tools/send-appointment-sms.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

type Patient = BackfillDesk['patient']
export interface TextScene extends BackfillDesk {
  patient: Patient
}
/** What would text the patient, after the scene was set. */
type Act = () => Promise<unknown>
export interface TextPath {
  /** The files of lib that queue the text. */
  by: string
  /** Sets the scene and gives what is to be tried. */
  set: (desk: TextScene) => Promise<Act>
  phone?: string
}

const staffWords = (at: TextScene) => ({ clinic_id: at.clinic.id, patient_id: at.patient.id, text: 'Hello' })
const staffText = (at: TextScene) => sendStaffText(at.clerk, staffWords(at))
/** The work that is due is done, a minute later. */
export const settled = async (at: TextScene) => {
  at.ctx.advance(MINUTE_MS)
  await drain(at.ctx)
}
/** The patient has a thread with an offer in it. */
const offered = async (at: TextScene) => {
  const sent = await offerThree(at)
  await settled(at)
  return sent
}
const says = (text: string) => async (at: TextScene) => {
  await offered(at)
  return () => textFrom(at, text)
}
const bookedInThread = async (at: TextScene) => {
  const { conversation } = await offered(at)
  return bookAppointment(at.clerk, {
    clinic_id: at.clinic.id,
    patient_id: at.patient.id,
    provider_id: at.providers[0]!.id,
    service_type_id: at.service.id,
    conversation_id: conversation.id,
    starts_at: TUESDAY('09:00'),
    notify_patient: false,
  })
}
const toldOfTimeOff = async (at: TextScene) => {
  await bookVisit(at, at.patient, THURSDAY('14:00'))
  const id = await startCampaign(at)
  at.ctx.advance(2 * MINUTE_MS)
  await drain(at.ctx)
  return at.ctx.db.campaign.findUniqueOrThrow({ where: { id } })
}
const waits = (at: TextScene) =>
  joinWaitingList(at.clerk, {
    clinic_id: at.clinic.id,
    patient_id: at.patient.id,
    service_type_id: at.service.id,
  })
/** Somebody else's visit is cancelled, so that its time is offered to who waits. */
const freeATime = async (at: TextScene) => {
  const other = await makePatient(at.ctx, at.clinic.id)
  const visit = await bookVisit(at, other, TUESDAY('15:00'))
  return () => cancelAppointment(at.clerk, { appointment_id: visit.id, notify_patient: false })
}

/** The scene texts through both carriers' own SDKs, and what one cannot take goes to the other. */
const throughBoth = async (at: TextScene) => {
  const carriers = await startCarriers(() => at.ctx.now())
  onTestFinished(() => carriers.close())
  const { twilio, aws } = carriers.gateways
  Object.assign(at.ctx.ports, { sms: twilio, smsBackups: [aws] })
  await at.ctx.db.clinic.update({ where: { id: at.clinic.id }, data: { fails_over: true } })
  return carriers
}
const refuseAtTwilio = async (at: TextScene, code: number) => {
  const carriers = await throughBoth(at)
  carriers.twilio.failNext({ answer: twilioError(code, 'no') })
  const { message_id } = await staffText(at)
  await deliverSms(at.ctx, message_id)
  return message_id
}

/** Every way by which a patient is texted, each in a scene where it does. */
export const TEXT_PATHS: Record<string, TextPath> = {
  'a text of staff': { by: 'services/sms/send-staff-text', set: async (at) => () => staffText(at) },
  'an offer of staff': { by: 'services/offer/send', set: async (at) => () => offerThree(at) },
  'an offer over MCP or A2A': {
    by: 'services/offer/send',
    set: async (at) => () =>
      sendAppointmentSms.call(actingAs(at.ctx, keyActor(['offers:send'], [at.clinic.id])), {
        phone_number: phoneOf(at.ctx, at.patient),
        appointment_slots: [{ slot_number: 1, date: '2026-11-24', time: '10:00 AM', provider: 'Smith' }],
      }),
  },
  'times that staff ask the agents for': {
    by: 'services/offer/send',
    set: async (at) => {
      const { conversation } = await offered(at)
      return () => requestSlots(at.clerk, { conversation_id: conversation.id })
    },
  },
  'times that the agents were asked for before': {
    by: 'services/offer/send',
    set: async (at) => {
      const { conversation } = await offered(at)
      return () => publishRequest(at.ctx, { id: conversation.id, clinic_id: at.clinic.id })
    },
  },
  'a text of an API key': {
    by: 'services/sms/send-staff-text',
    set: async (at) => () =>
      sendStaffText(actingAs(at.ctx, keyActor(['sms:send'], [at.clinic.id])), {
        clinic_id: at.clinic.id,
        patient_id: at.patient.id,
        text: 'Hello',
      }),
  },
  'a text that is tried again by hand': {
    by: 'services/sms/retry',
    phone: '+15005550017',
    set: async (at) => {
      const { message_id } = await staffText(at)
      await settled(at)
      await settled(at)
      return () => retryText(at.clerk, { message_id })
    },
  },
  'a text that the carrier may take later': {
    by: 'services/sms/send-staff-text',
    phone: '+15005550014',
    set: async (at) => {
      await staffText(at)
      await drain(at.ctx)
      return async () => at.ctx.advance(MINUTE_MS)
    },
  },
  'a text that its carrier cannot take, and that goes to the other one': {
    by: 'services/sms/send-staff-text',
    set: async (at) => {
      const id = await refuseAtTwilio(at, 20003)
      return () => deliverSms(at.ctx, id)
    },
  },
  'a text that waits while every carrier rests': {
    by: 'services/sms/send-staff-text',
    set: async (at) => {
      await at.ctx.db.clinic.update({ where: { id: at.clinic.id }, data: { fails_over: false } })
      const rests_until = new Date(at.ctx.now() + MINUTE_MS)
      const resting = { provider: 'mock', failures: 3, is_trial: false, rests_until }
      await at.ctx.db.smsGatewayState.create({ data: { ...resting, updated_at: new Date(at.ctx.now()) } })
      await staffText(at)
      await drain(at.ctx)
      return async () => at.ctx.advance(MINUTE_MS)
    },
  },
  'a text that staff send later': {
    by: 'services/sms/send-staff-text',
    set: async (at) => {
      const send_at = new Date(at.ctx.now() + DAY_MS / 2).toISOString()
      await sendStaffText(at.clerk, { ...staffWords(at), send_at })
      return async () => at.ctx.advance(DAY_MS / 2)
    },
  },
  'an offer that waits for the end of quiet hours': {
    by: 'services/offer/send',
    set: async (at) => {
      await at.ctx.db.clinic.update({ where: { id: at.clinic.id }, data: { quiet_hours: '09:00-11:00' } })
      await offerThree(at)
      await drain(at.ctx)
      return async () => at.ctx.advance(60 * MINUTE_MS)
    },
  },
  'an offer in the clinic’s own words': {
    by: 'services/offer/send',
    set: async (at) => {
      const admin = actingAs(at.ctx, staffActor('admin', [at.clinic.id]))
      const text = '{clinic}: times for you, {first_name}.{options} {opt_out}'
      await saveWording(admin, { clinic_id: at.clinic.id, key: 'offer', language: 'en', text })
      return () => offerThree(at)
    },
  },
  'a text of unknown fate that turns out not to be sent': {
    by: 'services/sms/send-staff-text',
    phone: '+15005550016',
    set: async (at) => {
      await staffText(at)
      await drain(at.ctx)
      return async () => at.ctx.advance(MINUTE_MS)
    },
  },
  'a text that a dead process left half sent': {
    by: 'services/sms/send-staff-text',
    phone: '+15005550016',
    set: async (at) => {
      const { message_id } = await staffText(at)
      const dead = new Date(at.ctx.now() - MINUTE_MS)
      await at.ctx.db.smsMessage.update({
        where: { id: message_id },
        data: { state: 'sending', attempt: 1, lease_until: dead, due_at: null },
      })
      const attempt = { sms_message_id: message_id, attempt: 1, provider: 'mock', started_at: dead }
      await at.ctx.db.smsAttempt.create({ data: { id: at.ctx.newId(), ...attempt } })
      return async () => at.ctx.advance(MINUTE_MS)
    },
  },
  'a text that waits for its time': {
    by: 'services/sms/queue-text',
    set: async (at) => {
      const { conversation } = await offered(at)
      await mutate(at.ctx, { name: 'test.later', permission: null }, (tx) =>
        queueText(tx, {
          clinic_id: at.clinic.id,
          patient_id: at.patient.id,
          conversation_id: conversation.id,
          kind: 'notice',
          text: 'Later.',
          due_at: new Date(tx.now() + DAY_MS / 2),
        }),
      )
      return async () => at.ctx.advance(DAY_MS / 2)
    },
  },
  'the news that an offer was withdrawn': {
    by: 'services/offer/withdraw',
    set: async (at) => {
      const sent = await offered(at)
      return () => withdrawOffer(at.clerk, { offer_id: sent.offer.id, reason: 'No longer free' })
    },
  },
  'the confirmation of a booking under way': {
    by: 'services/sms/send-confirmation',
    set: async (at) => {
      await offered(at)
      const choice = await textFrom(at, '2')
      return () => interpretReply(at.ctx, choice.id)
    },
  },
  'the confirmation of a booking by staff': {
    by: 'services/sms/send-confirmation',
    set: async (at) => () =>
      bookAppointment(at.clerk, {
        clinic_id: at.clinic.id,
        patient_id: at.patient.id,
        provider_id: at.providers[0]!.id,
        service_type_id: at.service.id,
        starts_at: TUESDAY('15:30'),
        notify_patient: true,
      }),
  },
  'the news of a visit that was moved': {
    by: 'services/sms/send-confirmation',
    set: async (at) => {
      const visit = await bookedInThread(at)
      return () =>
        rescheduleAppointment(at.clerk, {
          appointment_id: visit.id,
          starts_at: TUESDAY('15:30'),
          notify_patient: true,
          version: visit.version,
        })
    },
  },
  'the news of a visit that was cancelled': {
    by: 'services/sms/send-confirmation',
    set: async (at) => {
      const visit = await bookedInThread(at)
      return () => cancelAppointment(at.clerk, { appointment_id: visit.id, notify_patient: true })
    },
  },
  'a reminder of a visit': {
    by: 'services/reminder/send-due',
    set: async (at) => {
      await at.ctx.db.serviceType.update({ where: { id: at.service.id }, data: { reminder_minutes: [180] } })
      await bookVisit(at, at.patient, THURSDAY('14:00'))
      return async () => at.ctx.advance(Date.parse(THURSDAY('11:00')) - at.ctx.now())
    },
  },
  'the word that no time fits': {
    by: 'services/offer/tell-no-time-fits',
    set: says('anything on Sunday?'),
  },
  'the word that there are no more times': {
    by: 'services/offer/tell-no-more-times',
    set: async (at) => {
      await offered(at)
      await at.ctx.db.availability.deleteMany({
        where: { provider_id: { in: at.providers.map(({ id }) => id) } },
      })
      return () => textFrom(at, 'none')
    },
  },
  'a question for a plain answer': { by: 'services/sms/act-on-unclear', set: says('1 or 2') },
  'the word that a person will answer': {
    by: 'services/conversation/ask-staff',
    set: says('do you take Medicare?'),
  },
  'the answer to HELP': { by: 'services/sms/answer-with', set: says('HELP') },
  'the answer to an emergency': { by: 'services/sms/answer-with', set: says('my chest hurts badly') },
  'fresh times after NONE': { by: 'services/offer/send', set: says('none') },
  'a campaign because of time off': {
    by: 'services/offer/send',
    set: async (at) => {
      await bookVisit(at, at.patient, THURSDAY('14:00'))
      await startCampaign(at)
      return async () => at.ctx.advance(2 * MINUTE_MS)
    },
  },
  'the news that time off was taken back': {
    by: 'services/campaign/take-back',
    set: async (at) => {
      const { time_off_id } = await toldOfTimeOff(at)
      return () => cancelTimeOff(at.clerk, { time_off_id })
    },
  },
  'a freed time for who waits': {
    by: 'services/offer/send',
    set: async (at) => {
      await waits(at)
      return freeATime(at)
    },
  },
  'the news that a freed time was taken': {
    by: 'services/opening/close-invitation',
    set: async (at) => {
      await waits(at)
      const free = await freeATime(at)
      await free()
      await settled(at)
      const other = await makePatient(at.ctx, at.clinic.id)
      return () => bookVisit(at, other, TUESDAY('15:00'))
    },
  },
  'the answer to a freed time that went to somebody else': {
    by: 'services/opening/answer',
    set: async (at) => {
      await waits(at)
      const free = await freeATime(at)
      await free()
      await settled(at)
      return () => textFrom(at, 'none')
    },
  },
  'a text to a number that the patient has just been given': {
    by: 'services/sms/send-staff-text',
    set: async (at) => {
      const other = await makePatient(at.ctx, at.clinic.id)
      return async () => {
        await savePatient(at.clerk, {
          patient_id: other.id,
          clinic_id: at.clinic.id,
          first_name: 'Ana',
          last_name: 'Diaz',
          phone_number: phoneOf(at.ctx, at.patient),
        })
        await sendStaffText(at.clerk, { clinic_id: at.clinic.id, patient_id: other.id, text: 'Hello' })
      }
    },
  },
  'an offer by an agent’s key to a number that it gives': {
    by: 'services/offer/send',
    set: async (at) => () =>
      sendOffer(actingAs(at.ctx, keyActor(['offers:send'], [at.clinic.id])), {
        clinic_id: at.clinic.id,
        patient_id: at.patient.id,
        service_type_id: at.service.id,
        slots: [{ provider_id: at.providers[0]!.id, starts_at: TUESDAY('10:00') }],
      }),
  },
}
