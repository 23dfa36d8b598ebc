import type { TxCtx } from '#lib/core/context.ts'
import type {
  AcknowledgeUpdate,
  ConflictAction,
  ConflictFound,
  UpdateUnavailability,
} from '#lib/domain/agents/change-payloads.ts'
import type { MemberState } from '#lib/domain/campaign/member.ts'
import { publishFlowMessage } from './flow-message.ts'

const ACTION: Record<MemberState, ConflictAction> = {
  waiting: 'NOTIFICATION_PLANNED',
  told: 'PATIENT_NOTIFIED',
  chosen: 'RESCHEDULED',
  unreachable: 'PHONE_CALL_NEEDED',
  settled: 'HANDLED_BY_STAFF',
  undone: 'UNCHANGED',
}

/** Every visit that the campaign found, and what became of it so far. Nothing about the patients. */
export async function conflictsFound(tx: TxCtx, campaignId: string): Promise<ConflictFound[]> {
  const members = await tx.tx.campaignMember.findMany({
    where: { campaign_id: campaignId },
    orderBy: { position: 'asc' },
    include: { appointment: { select: { provider_id: true, starts_at: true, ends_at: true } } },
  })
  return members.map((member) => ({
    appointment_id: member.appointment_id,
    start_time: member.starts_at.toISOString(),
    end_time: member.ends_at.toISOString(),
    action: ACTION[member.state],
    ...(member.state === 'chosen'
      ? {
          new_provider_id: member.appointment.provider_id,
          new_start_time: member.appointment.starts_at.toISOString(),
          new_end_time: member.appointment.ends_at.toISOString(),
        }
      : {}),
  }))
}

/** The message that reported a time off; null when its sender was removed and nobody can be told. */
async function readReport(tx: TxCtx, messageId: string) {
  const message = await tx.tx.agentMessage.findUniqueOrThrow({
    where: { id: messageId },
    include: { from: { select: { name: true, removed_at: true } } },
  })
  return message.from.removed_at === null ? message : null
}

const replyTo = (report: NonNullable<Awaited<ReturnType<typeof readReport>>>) =>
  ({
    from: 'scheduling-agent',
    to: report.from.name,
    message_type: 'ACKNOWLEDGE_UPDATE',
    correlation_id: report.correlation_id,
    in_reply_to: report.id,
  }) as const

/** Tells the agent that reported a time off what was found and done. It hears so at once, and again at the end. */
export async function acknowledgeUpdate(
  tx: TxCtx,
  about: {
    /** The message that reported the time off. */
    message_id: string
    time_off_id: string
    status: Exclude<AcknowledgeUpdate['status_of_update'], 'rejected'>
  },
): Promise<void> {
  const report = await readReport(tx, about.message_id)
  if (!report) return
  const timeOff = await tx.tx.timeOff.findUniqueOrThrow({
    where: { id: about.time_off_id },
    include: { provider: { select: { clinic_id: true } }, campaign: { select: { id: true } } },
  })
  await publishFlowMessage(tx, {
    ...replyTo(report),
    clinic_id: timeOff.provider.clinic_id,
    content: {
      status_of_update: about.status,
      provider_id: timeOff.provider_id,
      time_off_start: timeOff.starts_at.toISOString(),
      time_off_end: timeOff.ends_at.toISOString(),
      time_off_id: timeOff.id,
      conflicts_found_and_actions_taken: timeOff.campaign
        ? await conflictsFound(tx, timeOff.campaign.id)
        : [],
    },
  })
}

/** Tells the agent why its time off was not entered: times that are over, or in the wrong order. */
export async function rejectUpdate(
  tx: TxCtx,
  about: { message_id: string; content: UpdateUnavailability; reason: string },
): Promise<void> {
  const report = await readReport(tx, about.message_id)
  if (!report) return
  const { provider_id, time_off_start, time_off_end } = about.content
  await publishFlowMessage(tx, {
    ...replyTo(report),
    clinic_id: report.clinic_id,
    content: {
      status_of_update: 'rejected',
      provider_id,
      time_off_start,
      time_off_end,
      reason: about.reason,
      conflicts_found_and_actions_taken: [],
    },
  })
}
