import { record } from '#lib/core/audit.ts'
import { clinicScope } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { forbidden } from '#lib/domain/errors.ts'

/**
 * Deletes every text of the actor's clinics, with its attempts and decisions. Only on the mock gateway, where no text was
 * one; conversations, offers, visits, consent and the audit trail stay, and so do texts that staff marked as misread, for
 * the evaluation. Throws `forbidden` on a carrier.
 */
export async function clearTexts(ctx: Ctx): Promise<{ texts: number }> {
  return mutate(ctx, { name: 'text.clear', permission: 'settings:write' }, async (tx) => {
    if (!tx.config.isMockGateway) {
      throw forbidden('Texts can be cleared only on the mock gateway; those of patients are records.')
    }
    // A text that is being sent has its try written beside the deletion: whoever writes goes first or after.
    await tx.tx.$executeRaw`LOCK TABLE sms_message IN SHARE ROW EXCLUSIVE MODE`
    const message = { ...clinicScope(tx), OR: [{ decision: null }, { decision: { mark: null } }] }
    await tx.tx.smsAttempt.deleteMany({ where: { message } })
    await tx.tx.decision.deleteMany({ where: { message } })
    const { count } = await tx.tx.smsMessage.deleteMany({ where: message })
    await record(tx, {
      action: 'text.cleared',
      subject: { kind: 'sms_message', id: null },
      detail: { count },
    })
    tx.outgoing.events.push({ type: 'conversation.changed', id: tx.newId(), clinic_id: null })
    return { texts: count }
  })
}
