import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { ConsentEvent } from '#lib/db/generated/client.ts'
import {
  type ConsentEventView,
  type ConsentView,
  type PatientConsentInput,
  patientConsentInput,
} from '#lib/domain/consent/schema.ts'
import { CONSENT_GIVEN, type ConsentGiven, consentWords, OTHER_CLINIC } from '#lib/domain/consent/sources.ts'
import { wordingOf } from '#lib/domain/consent/wordings.ts'

/** More changes of mind than anybody has. */
const MAX_EVENTS = 100
/** Then the carrier has a block of its own, which only the phone can lift. */
const AT_THE_CARRIER = new Set(['carrier_word', 'carrier_notice', 'carrier_error'])

function givenWords(given: string | null): string | null {
  return given !== null && Object.hasOwn(CONSENT_GIVEN, given) ? CONSENT_GIVEN[given as ConsentGiven] : null
}

/** Of another clinic's event only what concerns the number is shown: no names, no notes, no thread. */
function viewOf(ctx: Ctx, row: ConsentEvent, isOwn: boolean): ConsentEventView {
  const isStaff = row.actor_kind === 'staff' || row.actor_kind === 'key' || row.actor_kind === 'agent'
  const actor = isOwn || !isStaff ? row.actor_name : OTHER_CLINIC
  return {
    id: row.id,
    kind: row.kind === 'opted_out' ? 'opted_out' : 'opted_in',
    at: row.occurred_at.toISOString(),
    text: consentWords({ ...row, actor_name: actor }),
    source: row.source,
    actor,
    given: isOwn ? givenWords(row.given) : null,
    note:
      isOwn && row.note_sealed
        ? ctx.sealer.open({ table: 'consent_event', column: 'note_sealed', id: row.id }, row.note_sealed)
        : null,
    wording: wordingOf(row.text_version),
    text_version: row.text_version,
    conversation_id: isOwn ? row.conversation_id : null,
  }
}

/** Whether a patient's number may be texted, and how that came about, newest first. Throws `not_found`. */
export async function readConsent(ctx: Ctx, input: PatientConsentInput): Promise<ConsentView> {
  const { patient_id } = parseInput(patientConsentInput, input)
  requirePermission(ctx, 'conversations:read')
  return consentOf(ctx, patient_id)
}

/** The same for a caller who may write it down, and so needs no permission to read. Throws `not_found`. */
export async function consentOf(ctx: Ctx, patient_id: string): Promise<ConsentView> {
  const db = store(ctx)
  const patient = found(ctx, await db.patient.findUnique({ where: { id: patient_id } }), 'The patient')
  const { phone_index } = patient
  const [optOut, rows] = await Promise.all([
    db.optOut.findUnique({ where: { phone_index } }),
    db.consentEvent.findMany({
      where: { phone_index },
      orderBy: [{ occurred_at: 'desc' }, { id: 'desc' }],
      take: MAX_EVENTS,
    }),
  ])
  const isOptedOut = optOut !== null && optOut.opted_in_at === null
  const { clinicIds } = ctx.actor
  const isOwn = (row: ConsentEvent) =>
    row.clinic_id === null || clinicIds === 'all' || clinicIds.includes(row.clinic_id)
  const since = isOptedOut ? optOut.opted_out_at : (optOut?.opted_in_at ?? rows.at(-1)?.occurred_at ?? null)
  return {
    patient_id,
    is_opted_out: isOptedOut,
    since: since?.toISOString() ?? null,
    is_carrier_block: isOptedOut && AT_THE_CARRIER.has(optOut.source),
    events: rows.map((row) => viewOf(ctx, row, isOwn(row))),
  }
}
