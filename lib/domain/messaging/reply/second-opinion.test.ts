import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS, SENT_AT } from '../eval/contexts.ts'
import { labelOf } from '../eval/labels.ts'
import { readReply } from '../reply.ts'
import { markText } from './classifier/marks.ts'
import type { ReminderView } from './reminder.ts'
import { secondOpinion } from './second-opinion.ts'
import type { ReplyContext } from './types.ts'

const { three, one, visit, nothing, opted_out } = EVAL_CONTEXTS
const REMINDER: ReminderView = {
  sms_message_id: 'reminder',
  patient_id: 'maria',
  sent_at: SENT_AT,
  appointment_ids: ['visit'],
  is_latest_text: true,
}

interface Thinks {
  classes: Record<string, number>
  options?: number[]
  reminders?: readonly ReminderView[]
}

/** What comes of a text where the classifier thinks so: the label, and with `!` where the rules' reading stands. */
function comesTo(
  text: string,
  context: ReplyContext,
  { classes, options = [], reminders = [] }: Thinks,
): string {
  const byRules = readReply(text, context)
  const beside = { text: markText(text, context), context, reminders }
  const reading = secondOpinion(byRules, { classes, options }, beside)
  return reading === null ? `${labelOf(byRules)}!` : labelOf(reading)
}

describe('an emergency', () => {
  it('is called for whatever the rules read, but for a carrier word', () => {
    const classes = { urgent: 0.95 }
    expect(comesTo('2 please, thank you', three, { classes, options: [0, 0.9, 0] })).toBe('urgent')
    expect(comesTo('the cat is on the mat', nothing, { classes })).toBe('urgent')
    expect(comesTo('STOP', three, { classes })).toBe('opt_out!')
    expect(comesTo('HELP', three, { classes })).toBe('help!')
  })
  it('is called for sooner where nothing else was read, unless the text is rather unclear', () => {
    expect(comesTo('the cat is on the mat', nothing, { classes: { urgent: 0.32, unclear: 0.2 } })).toBe(
      'urgent',
    )
    expect(comesTo('the cat is on the mat', nothing, { classes: { urgent: 0.32, unclear: 0.5 } })).toBe(
      'unclear!',
    )
    expect(comesTo('2', three, { classes: { urgent: 0.32, option: 0.6 }, options: [0, 0.9, 0] })).toBe(
      'option:2!',
    )
  })
  it('keeps a wish for no more texts beside it', () => {
    const text = 'my chest hurts and stop texting me'
    const beside = { text: markText(text, three), context: three, reminders: [] }
    const byRules = readReply('i have chest pain', three)
    expect(byRules.kind).toBe('urgent')
    const reading = secondOpinion(byRules, { classes: { opt_out: 0.7, urgent: 0.3 }, options: [] }, beside)
    expect(reading).toMatchObject({ kind: 'urgent', revokes_consent: true })
  })
})

describe('a wish for no more texts', () => {
  it('ends them where the classifier is sure, and is for a person where it is not', () => {
    expect(comesTo('the cat is on the mat', three, { classes: { opt_out: 0.7 } })).toBe('opt_out')
    expect(comesTo('the cat is on the mat', three, { classes: { opt_out: 0.45, unclear: 0.5 } })).toBe(
      'unclear',
    )
    expect(comesTo('the cat is on the mat', three, { classes: { opt_out: 0.2, unclear: 0.8 } })).toBe(
      'unclear!',
    )
  })
  it('goes before what the rules read, unless the classifier finds that likely too', () => {
    const options = [0, 0.5, 0]
    expect(comesTo('2', three, { classes: { opt_out: 0.8, option: 0.1 }, options })).toBe('opt_out')
    expect(comesTo('2', three, { classes: { opt_out: 0.62, option: 0.35 }, options })).toBe('option:2!')
  })
  it('is doubted where no such text means that', () => {
    expect(comesTo('please stop texting me', three, { classes: { opt_out: 0.01, cancel_visit: 0.9 } })).toBe(
      'unclear',
    )
    expect(comesTo('please stop texting me', three, { classes: { opt_out: 0.1, cancel_visit: 0.9 } })).toBe(
      'opt_out!',
    )
  })
  it('is nothing new from a number that gets none, and limits stay limits', () => {
    expect(comesTo('the cat is on the mat', opted_out, { classes: { opt_out: 0.99 } })).toBe('unclear!')
    expect(
      comesTo('no manden textos antes de las 9 que duermo de dia', three, { classes: { opt_out: 0.99 } }),
    ).toBe('unclear!')
  })
})

describe('a choice', () => {
  const sure = { classes: { option: 0.97 }, options: [0.01, 0.98, 0.01] }
  it('is made by the classifier alone only where it is all but sure', () => {
    const text = 'wednesday lucky me booked solid otherwise'
    expect(comesTo(text, three, sure)).toBe('option:2')
    expect(comesTo(text, three, { classes: { option: 0.97 }, options: [0, 0.9, 0] })).toBe('unclear!')
    expect(comesTo(text, three, { classes: { option: 0.5 }, options: [0, 0.98, 0] })).toBe('unclear!')
  })
  it.each([
    ['a quote', 'wednesday "lucky me" booked solid', 0.99],
    ['half a sentence', 'wednesday lucky me booked solid because', 0.99],
    ['a time that was not offered', 'wednesday lucky me booked solid at noon', 0.99],
    ['somebody who was not offered', 'wednesday lucky me booked solid dr gomez', 0.99],
    ['a danger', 'wednesday lucky me booked solid kinda', 0.96],
  ])('is none amid %s', (_, text, likely) => {
    expect(comesTo(text, three, { classes: { option: likely }, options: [0, likely, 0] })).toBe('unclear!')
  })
  it('is never of a time that has begun, nor among two offers', () => {
    const text = 'wednesday lucky me booked solid otherwise'
    const over = { ...three, now: three.offers[0]!.options[2]!.starts_at }
    expect(comesTo(text, over, sure)).toBe('unclear!')
    const [offer] = three.offers
    const two = {
      ...three,
      offers: [offer!, { ...offer!, offer_id: 'other', options: [offer!.options[0]!] }],
    }
    expect(comesTo(text, two, { ...sure, options: [0.01, 0.98, 0.01, 0] })).toBe('unclear!')
  })
  it('of the rules is asked about where the classifier does not believe it', () => {
    expect(comesTo('2', three, { classes: { unclear: 0.95, option: 0.05 }, options: [0, 0.5, 0] })).toBe(
      'unclear',
    )
    expect(comesTo('2', three, { classes: { unclear: 0.8, option: 0.2 }, options: [0, 0, 0] })).toBe(
      'option:2!',
    )
  })
  it('is asked about where the hour of another option stands beside it', () => {
    const text = '3 please. my bus leaves 2:30'
    expect(readReply(text, three)).toMatchObject({ kind: 'option' })
    expect(comesTo(text, three, { classes: { option: 0.9 }, options: [0, 0.1, 0.6] })).toBe('unclear')
    expect(comesTo(text, three, { classes: { option: 0.9 }, options: [0, 0.1, 0.8] })).toBe('option:3!')
  })
})

describe('what the rules could not read', () => {
  const text = 'the cat is on the mat'
  it('may turn the offer down, but not with another time in it', () => {
    expect(comesTo(text, three, { classes: { none: 0.8 } })).toBe('none')
    expect(comesTo(text, three, { classes: { none: 0.7 } })).toBe('unclear!')
    expect(comesTo(`${text} thursday`, three, { classes: { none: 0.8 } })).not.toBe('none')
    expect(comesTo(text, nothing, { classes: { none: 0.99 } })).toBe('unclear!')
  })
  it('may be about the visit that stands, and only about that', () => {
    expect(comesTo(text, visit, { classes: { cancel_visit: 0.7 } })).toBe('cancel_visit')
    expect(comesTo(text, visit, { classes: { change_visit: 0.8 } })).toBe('change_visit')
    expect(comesTo(text, one, { classes: { cancel_visit: 0.99 } })).toBe('unclear!')
    expect(comesTo(`${text} friday`, visit, { classes: { change_visit: 0.99 } })).not.toBe('change_visit')
  })
  it('confirms a visit only after a reminder of one person', () => {
    const classes = { confirm_visit: 0.9 }
    expect(comesTo(text, visit, { classes, reminders: [REMINDER] })).toBe('confirm_visit')
    expect(comesTo(text, visit, { classes })).toBe('unclear!')
    const other = { ...REMINDER, sms_message_id: 'other', patient_id: 'jose' }
    expect(comesTo(text, visit, { classes, reminders: [REMINDER, other] })).toBe('unclear!')
  })
  it('waits while we have asked something back', () => {
    const asked = {
      ...visit,
      question: { kind: 'confirm_cancel', question_id: 'q', asked_at: SENT_AT } as const,
    }
    expect(comesTo(text, asked, { classes: { cancel_visit: 0.99 } })).toBe('unclear!')
    expect(comesTo(text, asked, { classes: { urgent: 0.99 } })).toBe('urgent')
  })
})

describe('what the rules read', () => {
  it('is left to a person where no such text means that', () => {
    expect(comesTo('none of these', three, { classes: { unclear: 0.99, none: 0.01 } })).toBe('unclear')
    expect(comesTo('none of these', three, { classes: { unclear: 0.6, other_times: 0.4 } })).toBe('none!')
    expect(comesTo('Sunday at 3am', three, { classes: { unclear: 0.99 } })).toBe('other_times!')
    expect(comesTo('something earlier please', three, { classes: { unclear: 0.99 } })).toBe('other_times!')
    expect(comesTo('mornings are bad', three, { classes: { unclear: 0.99 } })).toBe('other_times!')
    expect(comesTo("can't do mornings unless", three, { classes: { unclear: 0.99 } })).toBe('unclear')
    const wish = 'do you have anything on thursday morning'
    expect(comesTo(wish, three, { classes: { unclear: 0.6, other_times: 0.2, none: 0.1 } })).toBe('unclear')
    expect(comesTo(wish, three, { classes: { unclear: 0.4, other_times: 0.3, none: 0.2 } })).toBe(
      'other_times!',
    )
    expect(comesTo('please cancel my visit', visit, { classes: { cancel_visit: 0.02 } })).toBe('unclear')
    expect(comesTo('please cancel my visit', visit, { classes: { cancel_visit: 0.3 } })).toBe('cancel_visit!')
  })
})
