import type { Classifier } from './reply/classifier/classifier.ts'
import { CLASSIFIER_VERSION, classify } from './reply/classifier/classify.ts'
import { markText } from './reply/classifier/marks.ts'
import { type ReminderBeside, readAgainstReminders } from './reply/reminder.ts'
import { secondOpinion } from './reply/second-opinion.ts'
import type { ReplyContext, ReplyReading } from './reply/types.ts'
import { readReply } from './reply.ts'
import { MAX_SMS_CHARACTERS } from './schema.ts'

export interface PatientTextReading {
  reader: 'rules' | 'classifier'
  /** Which classifier; the rules are of the release. */
  version: string | null
  reading: ReplyReading
}

/**
 * Reads a patient's text without any network: the rules (`readReply`, `readAgainstReminders`), then the classifier, which was learned
 * from labelled texts and has a say of its own (`secondOpinion`). Pure and deterministic. Times are epoch milliseconds; days
 * and hours are local to each offer's clinic.
 */
export function readPatientText(
  text: string,
  context: ReplyContext,
  beside: ReminderBeside,
  classifier: Classifier = classify,
): PatientTextReading {
  const byRules = readAgainstReminders(text, readReply(text, context), beside)
  const reminder = beside.reminders.find(({ sent_at }) => sent_at <= beside.received_at) ?? null
  const isReminded = reminder?.is_latest_text === true
  const head = text.slice(0, MAX_SMS_CHARACTERS)
  const marked = markText(head, context)
  const reading = secondOpinion(byRules, classifier(marked, isReminded), {
    text: marked,
    context,
    reminders: isReminded ? beside.reminders : [],
  })
  return reading === null
    ? { reader: 'rules', version: null, reading: byRules }
    : { reader: 'classifier', version: CLASSIFIER_VERSION, reading }
}
