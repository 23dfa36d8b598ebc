import { isReplyModelOff } from '#lib/domain/staff/reply-model-off.ts'
import type { HealthView } from '#lib/domain/staff/schema.ts'
import type { Tone } from '../ui/status-pill.tsx'

interface Variable {
  /** As it is written in `.env`. */
  names: readonly string[]
  /** What setting it does. */
  what: string
}

export interface Connection {
  id: string
  title: string
  state: string
  tone: Tone
  /** What is true now, and what it means for the clinic. */
  words: string
  variables: readonly Variable[]
}

const TWILIO: Variable = {
  names: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM_NUMBER'],
  what: 'Sends through Twilio. TWILIO_MESSAGING_SERVICE_SID may stand for the number.',
}
const AWS: Variable = {
  names: ['AWS_REGION', 'AWS_SMS_ORIGINATION_NUMBER'],
  what: 'Sends through AWS End User Messaging, when Twilio is not set. AWS credentials come from where its SDK looks.',
}
const WEBHOOK: Variable = {
  names: ['PUBLIC_BASE_URL'],
  what: 'The https address that the carrier reaches this server at. Replies come in at its /api/sms/webhook.',
}
const FORCE: Variable = {
  names: ['SMS_PROVIDER'],
  what: 'twilio, aws or mock decides it, whatever else is set. USE_MOCK_SMS=true forces the mock too.',
}
const CARRIERS: Record<string, { state: string; tone: Tone; words: string }> = {
  mock: {
    state: 'Mock gateway',
    tone: 'warn',
    words: 'Nothing leaves this machine: texts are stored, and the simulator answers for patients.',
  },
  twilio: { state: 'Twilio', tone: 'good', words: 'Texts go out through Twilio and cost money.' },
  aws: {
    state: 'AWS',
    tone: 'good',
    words: 'Texts go out through AWS End User Messaging and cost money.',
  },
}

/** What this installation is connected to, in words, from what `/api/health` says. */
export function connectionsOf(health: HealthView): Connection[] {
  return [textsOf(health), readerOf(health), workerOf(health), databaseOf(health)]
}

function textsOf({ sms_provider: provider }: HealthView): Connection {
  const known = CARRIERS[provider] ?? {
    state: provider,
    tone: 'neutral' as const,
    words: `Texts go out through ${provider}.`,
  }
  return { id: 'sms', title: 'Text messages', ...known, variables: [TWILIO, AWS, WEBHOOK, FORCE] }
}

function readerOf(health: HealthView): Connection {
  const isOff = isReplyModelOff(health)
  const { reply_model: model } = health
  return {
    id: 'reply-model',
    title: 'Reading replies',
    state: isOff ? 'Rules only' : 'Rules, then the model',
    tone: isOff ? 'neutral' : 'good',
    words: isOff
      ? 'Rules and a classifier read the replies. What they cannot read for certain is asked again or goes to staff; no text is sent to a model.'
      : `Rules and a classifier read the replies. What they cannot read goes to ${model}, which may only choose among what was offered.`,
    variables: [
      { names: ['BEDROCK_MODEL_ID'], what: 'A model of Amazon Bedrock; empty is off.' },
      { names: ['AWS_REGION'], what: 'Where that model runs.' },
      {
        names: ['BEDROCK_GUARDRAIL_ID', 'BEDROCK_GUARDRAIL_VERSION'],
        what: 'A guardrail around it; what that stops is read by people.',
      },
    ],
  }
}

function workerOf({ worker, queue }: HealthView): Connection {
  const isWell = worker === 'ok' && queue === 'ok'
  const faults = [worker === 'ok' ? null : `The worker is ${worker}.`, queue === 'ok' ? null : queue]
  return {
    id: 'worker',
    title: 'Background worker',
    state: isWell ? 'Running' : worker === 'ok' ? 'Queue down' : 'Not working',
    tone: isWell ? 'good' : 'bad',
    words: isWell
      ? 'It sends texts, reads replies and lets agents act. Jobs wait in the database and survive a restart.'
      : `${faults.filter((fault) => fault !== null).join(' ')} Texts and replies wait; nothing is lost.`,
    variables: [
      {
        names: ['WORKER'],
        what: 'inline runs it inside the web server; separate leaves it to npm run worker.',
      },
      { names: ['MESSAGE_QUEUE_WORKERS'], what: 'How many carrier and model requests run at the same time.' },
    ],
  }
}

function databaseOf({ database }: HealthView): Connection {
  const isWell = database === 'ok'
  return {
    id: 'database',
    title: 'Database',
    state: isWell ? 'Connected' : 'Unreachable',
    tone: isWell ? 'good' : 'bad',
    words: isWell
      ? 'PostgreSQL answers. Phone numbers and texts of patients, and notes, are encrypted in it.'
      : 'PostgreSQL does not answer. Nothing can be read or changed until it does.',
    variables: [
      { names: ['DATABASE_URL'], what: 'A PostgreSQL 18 of your own; empty is the one that comes along.' },
      { names: ['DATA_DIR'], what: 'The folder of the secrets, and of the database that comes along.' },
    ],
  }
}
