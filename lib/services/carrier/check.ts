import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { CarrierCheck, CarrierCheckResult } from '#lib/domain/messaging/direct-schema.ts'
import type { ReplyModelFailure } from '#lib/domain/messaging/reply-model.ts'
import { isPublicAddress, WEBHOOK_PATH } from '#lib/domain/messaging/webhook.ts'
import { allGateways } from './gateways.ts'

function addressCheck({ config }: Ctx): CarrierCheck {
  const base = config.publicBaseUrl
  return isPublicAddress(base)
    ? { name: 'Public address', is_ok: true, words: `carriers call ${base}.` }
    : {
        name: 'Public address',
        is_ok: false,
        words: 'PUBLIC_BASE_URL is not a public https address. Set it to the address that carriers call.',
      }
}

const MODEL_ADVICE: Partial<Record<ReplyModelFailure, string>> = {
  refused:
    'AWS refused the call. Allow bedrock:InvokeModel for the model and its inference profile, and see that BEDROCK_MODEL_ID exists in AWS_REGION.',
  throttled: 'the model is throttled. Try again, or ask AWS for a higher quota.',
  timeout: 'the model did not answer in time. See that this machine reaches bedrock-runtime in AWS_REGION.',
  unavailable: 'the model cannot be reached. See that this machine reaches bedrock-runtime in AWS_REGION.',
}

/** One call with a made-up reply and a made-up offer. */
async function modelCheck({ ports }: Ctx): Promise<CarrierCheck> {
  const name = 'Reply model'
  if (!ports.replyModel) return { name, is_ok: true, words: 'off; rules read the replies.' }
  const reading = await ports.replyModel.read({
    text: 'the second one works',
    today: 'Mon 2026-11-30',
    providers: [],
    has_visit: false,
    options: [
      { reply_number: 1, label: 'Tue Dec 1, 10:00 AM, Dr. Example' },
      { reply_number: 2, label: 'Wed Dec 2, 2:00 PM, Dr. Example' },
    ],
  })
  if (reading.choice !== null) return { name, is_ok: true, words: `${ports.replyModel.name} answers.` }
  const advice =
    MODEL_ADVICE[reading.reason] ?? `the model gave no answer that can be used (${reading.reason}).`
  return { name, is_ok: false, words: advice }
}

/**
 * Asks every configured carrier, and the model, whether they take our credentials and are set up as we are. Sends no text.
 * Each failure says what to do, in a sentence, and nothing of credentials.
 */
export async function checkCarriers(ctx: Ctx): Promise<CarrierCheckResult> {
  requirePermission(ctx, 'settings:write')
  const base = ctx.config.publicBaseUrl
  const expected = {
    webhook_url: isPublicAddress(base) ? base.replace(/\/+$/, '') + WEBHOOK_PATH : null,
    is_opt_out_self_managed: ctx.config.isAwsOptOutSelfManaged,
  }
  const asked = await Promise.all(allGateways(ctx).map((gateway) => gateway.check?.(expected) ?? []))
  const isReal = ctx.ports.sms.provider !== 'mock'
  const checks = [
    ...(isReal
      ? [addressCheck(ctx)]
      : [{ name: 'Mock gateway', is_ok: true, words: 'nothing leaves this machine.' }]),
    ...asked.flat(),
    await modelCheck(ctx),
  ]
  return { provider: ctx.ports.sms.provider, is_ok: checks.every(({ is_ok }) => is_ok), checks }
}
