import { reminderReasonWords, reminderRuleWords } from '#lib/domain/messaging/reminder.ts'

interface AuditedEvent {
  action: string
  is_denied: boolean
  detail: unknown
}

/** Where the action's own words would not do. */
const SENTENCES: Readonly<Record<string, string>> = {
  'agent.gone': 'Stopped sending to an agent that asked for it',
  'agent.registered': 'Registered an agent',
  'agent.registered_again': 'An agent registered again',
  'agent.removed': 'Removed an agent',
  'agent.status_changed': 'An agent changed whether it takes work',
  'agent.updated': 'Changed an agent',
  'agent_message.expired': 'A message between agents came too late',
  'agent_message.failed': 'Gave up a message between agents',
  'agent_message.processed': 'An agent finished a message',
  'agent_message.redriven': 'Sent a failed message between agents again',
  'agent_message.routed': 'Found an agent for a message',
  'agent_message.sent': 'An agent sent a message',
  'agent_message.unrouted': 'Found no agent for a message',
  'agent_message.times_dropped': 'Left out times of an agent that cannot be offered',
  'agent_message.unanswered': 'Stopped waiting for an agent that did not answer',
  'agent_message.removed_by_age': 'Removed old messages between agents',
  'alert.closed': 'A trouble is over',
  'alert.opened': 'Noticed a trouble',
  'alert.settings_changed': 'Changed the alerts',
  'alert.tested': 'Sent a test alert',
  'reply_model.switched': 'Switched the model that reads replies',
  'api_key.created': 'Made an API key',
  'api_key.revoked': 'Revoked an API key',
  'api_key.rotated': 'Rotated an API key',
  'calendar_feed.created': 'Made a calendar address',
  'calendar_feed.revoked': 'Turned a calendar address off',
  'appointment.confirmed': 'The patient confirmed the visit',
  'appointment.reminders_off': 'Switched the reminders of a visit off',
  'appointment.reminders_on': 'Switched the reminders of a visit on again',
  'campaign.finished': 'A time-off campaign came to its end',
  'campaign.started': 'Started offering other times because of time off',
  'campaign.undone': 'Took a time-off campaign back',
  'campaign.visit_chosen': 'The patient chose a new time',
  'campaign.visit_settled': 'A visit that time off hit was settled by hand',
  'campaign.visit_told': 'Told a patient that the visit must change',
  'campaign.visit_undone': 'A visit stays, because the time off was taken back',
  'campaign.visit_unreachable': 'Put a patient on the phone list',
  'conversation.sender_attached': 'Said whose an unknown number is',
  'clinic.created': 'Opened a clinic',
  'clinic.text_policy_changed': 'Changed the rules for texts',
  'clinic.updated': 'Changed a clinic',
  'clock.advanced': 'Moved the simulator’s clock',
  'conversation.closed': 'Closed the conversation',
  'conversation.handed_back': 'Handed the conversation back to the agents',
  'conversation.opened': 'Opened the conversation',
  'conversation.slots_requested': 'Asked the agents for other times',
  'conversation.staff_asked': 'Staff were asked to answer',
  'conversation.taken_over': 'Took the conversation over',
  'decision.marked': 'Said that a reply was misread',
  'decision.opened': 'Looked at how a reply was read',
  'decision.unmarked': 'Took back that a reply was misread',
  'gateway.rested': 'Let a carrier rest that did not answer well',
  'installation.created': 'Prepared the database',
  'installation.set_up': 'Set Switchboard up',
  'clinic.suggests_preferred_changed': 'Changed who hears of a provider’s new time',
  'opening.exhausted': 'Nobody was left to ask about a freed time',
  'opening.found': 'A time freed that can be offered',
  'opening.gone': 'A freed time was booked otherwise, or is past',
  'opening.suggested': 'Suggested a freed time',
  'opening.suggestion_dropped': 'Did not suggest a freed time after all',
  'opening.taken': 'A freed time was taken',
  'patient.language_changed': 'Noted which language a patient is texted in',
  'patient.opened': 'Opened the patient',
  'phone.consent_noted': 'Noted consent to texts',
  'peer_task.created': 'An outside agent gave a task',
  'peer_task.removed_by_age': 'Removed old tasks of outside agents',
  'peer_task.ended': 'A task of an outside agent came to its end',
  'phone.opted_in': 'The number may be texted again',
  'phone.opted_out': 'The number opted out of texts',
  'reminder.queued': 'Reminded the patient of a visit',
  'service_type.backfill_changed': 'Changed how freed times are offered',
  'session.ended': 'Signed out',
  'session.started': 'Signed in',
  'staff.created': 'Made a login',
  'text.cancelled': 'Took a text back before it was sent',
  'text.dropped': 'Did not send a text',
  'text.queued': 'Wrote a text',
  'text.read': 'Read a reply',
  'text.cleared': 'Deleted the texts of the mock gateway',
  'text.received': 'Received a text',
  'text.reconciled': 'Learned what became of a text',
  'text.retried': 'Tried a text again',
  'text.sent_now': 'Sent a waiting text at once',
  'text.simulated': 'Simulated a reply',
  'waiting_list.booked': 'Took a freed time and left the waiting list',
  'wording.changed': 'Changed the words of a text',
  'wording.reset': 'Took own words of a text back',
  'waiting_list.changed': 'Changed a waiting list entry',
  'waiting_list.joined': 'Put on the waiting list',
  'waiting_list.left': 'Taken off the waiting list',
  'webhook.tested': 'Tested the webhook',
  'webhook.topic_confirmed': 'Let a topic of Amazon SNS deliver texts',
  'webhook.topic_ended': 'A topic of Amazon SNS stopped delivering texts',
  'webhook.topic_failed': 'Could not let a topic of Amazon SNS deliver texts',
}

const STAFF_CHANGES: Readonly<Record<string, string>> = {
  name: 'its name',
  role: 'its role',
  password: 'its password',
  clinics: 'its clinics',
  disabled: 'disabled it',
  enabled: 'enabled it',
}

const REFUSED_SIGN_IN: Readonly<Record<string, string>> = {
  credentials: 'Tried to sign in with wrong details',
  disabled: 'Tried to sign in with a disabled login',
}

function strings(detail: unknown, field: string): string[] {
  const value = (detail as Record<string, unknown> | null)?.[field]
  return [value].flat().filter((each) => typeof each === 'string')
}

const REMINDER_CHANGES: Readonly<Record<string, [one: string, several: string]>> = {
  'reminder.planned': ['Planned a reminder', 'Planned reminders'],
  'reminder.skipped': ['Left a reminder out', 'Left reminders out'],
  'reminder.cancelled': ['Took a reminder back', 'Took reminders back'],
}

/** "Left a reminder out, 1 day before: The number has opted out of texts". */
function reminderText(words: readonly [string, string], detail: unknown): string {
  const minutes = (detail as { minutes?: unknown } | null)?.minutes
  const rules = [minutes].flat().filter((each) => typeof each === 'number')
  const what = [words[rules.length > 1 ? 1 : 0], ...rules.map(reminderRuleWords)].join(', ')
  const [reason] = strings(detail, 'reason')
  return reason === undefined ? what : `${what}: ${reminderReasonWords(reason)}`
}

/** `appointment.booked` becomes "Appointment booked". */
function plainWords(action: string): string {
  const words = action.replaceAll(/[._]/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** An audit event in a clerk's words, without whom it was about. */
export function auditText(event: AuditedEvent): string {
  const { action, detail } = event
  if (action === 'session.refused')
    return REFUSED_SIGN_IN[strings(detail, 'reason')[0] ?? ''] ?? 'Could not sign in'
  if (event.is_denied) return `Was refused: ${plainWords(action).toLowerCase()}`
  if (action === 'staff.updated') {
    const changes = strings(detail, 'fields').map((field) => STAFF_CHANGES[field] ?? field)
    return changes.length === 0 ? 'Looked after a login' : `Changed a login: ${changes.join(', ')}`
  }
  const reminders = REMINDER_CHANGES[action]
  if (reminders) return reminderText(reminders, detail)
  return SENTENCES[action] ?? plainWords(action)
}
