import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type SendStaffTextInput,
  sendStaffTextInput,
  type TextPreview,
  type TextWait,
} from '#lib/domain/messaging/schema.ts'
import { previewText } from '../offer/text.ts'
import { judgeText } from './hold.ts'
import { isOptedOut } from './opt-out.ts'
import { sendAt } from './send-at.ts'
import { textWait } from './text-wait.ts'

/** Until when the text would wait, by its own time or by the clinic's rules at that time. */
async function waitOf(
  ctx: Ctx,
  { send_at, send_now_reason }: SendStaffTextInput,
  patient: { id: string; clinic_id: string; phone_index: string; clinic: { time_zone: string } },
): Promise<TextWait | null> {
  const due = sendAt(ctx, send_at)?.getTime() ?? ctx.now()
  const { hold } = await judgeText(
    { ...ctx, now: () => due },
    {
      kind: 'staff',
      clinic_id: patient.clinic_id,
      patient_id: patient.id,
      phone_index: patient.phone_index,
      is_answer: false,
      sends_now: Boolean(send_now_reason),
      created_at: nowDate(ctx),
    },
  )
  return textWait(hold ?? (send_at ? { until: due, why: 'send_later' } : null), patient.clinic.time_zone)
}

/** What sendStaffText would send for the same input, with segments and estimated price. Changes nothing. */
export async function previewStaffText(ctx: Ctx, input: SendStaffTextInput): Promise<TextPreview> {
  const parsed = parseInput(sendStaffTextInput, input)
  requirePermission(ctx, 'conversations:read')
  const row = await ctx.db.patient.findUnique({ where: { id: parsed.patient_id }, include: { clinic: true } })
  const patient = found(ctx, row, 'The patient')
  const warnings = (await isOptedOut(ctx, patient.phone_index))
    ? ['This number has opted out of texts; nothing can be sent.']
    : []
  const waits = await waitOf(ctx, parsed, patient)
  return { ...previewText(ctx, parsed.text, patient.clinic.currency, warnings), waits }
}
