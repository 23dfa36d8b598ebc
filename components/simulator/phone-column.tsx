'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { simulateReply } from '#lib/api/conversations.ts'
import { newIdempotencyKey } from '#lib/api/idempotency.ts'
import { patientPhoneQuery } from '#lib/api/simulator.ts'
import type { SimulatorPhone } from '#lib/domain/messaging/simulator-schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { Phone } from '../conversations/phone.tsx'
import { quickReplies } from '../conversations/quick-replies.ts'
import { toneOf } from '../conversations/tone.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { formatPhone } from '../ui/phone.ts'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { StatusDot } from '../ui/status-pill.tsx'
import { useAction } from '../ui/use-action.ts'
import { EmptyPhone } from './empty-phone.tsx'
import { PhoneHead } from './phone-head.tsx'
import { PHONE_HEIGHT, PHONE_WIDTH } from './phone-size.ts'

interface PhoneColumnProps {
  clinic: ClinicView
  patientId: string
  /** The phone, where it is among the latest. */
  known: SimulatorPhone | undefined
  onRemove: () => void
}

/** One patient's phone, with where the conversation stands above it. */
export function PhoneColumn({ clinic, patientId, known, onRemove }: PhoneColumnProps) {
  const query = useQuery(patientPhoneQuery(clinic.id, patientId, known === undefined))
  const phone = known ?? query.data
  if (phone === undefined) {
    return (
      <div className={PHONE_WIDTH}>
        {query.isError ? (
          <ErrorState
            what="This phone could not be loaded."
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <Loading>
            <CardSkeleton className={PHONE_HEIGHT} />
          </Loading>
        )}
      </div>
    )
  }
  if (phone === null) return <EmptyPhone clinic={clinic} patientId={patientId} onRemove={onRemove} />
  return <LivePhone phone={phone} onRemove={onRemove} />
}

function LivePhone({ phone, onRemove }: { phone: SimulatorPhone; onRemove: () => void }) {
  const denied = usePermissionReason()('sms:simulate')
  const reply = useAction((text: string) => simulateReply(phone.conversation_id, text, newIdempotencyKey()), {
    hasOwnError: true,
  })
  const { clinic, patient } = phone
  return (
    <section aria-label={`${patient.name}’s phone`} className={`flex flex-col gap-2 ${PHONE_WIDTH}`}>
      <PhoneHead name={patient.name} detail={formatPhone(patient.phone_number)} onRemove={onRemove}>
        <Link
          href={`/conversations/${phone.conversation_id}`}
          className="flex min-w-0 items-center gap-1.5 text-xs hover:underline"
        >
          <StatusDot tone={toneOf({ status: phone.status, is_urgent: false, is_closed: false })} />
          <span className="truncate">{phone.status_label}</span>
        </Link>
      </PhoneHead>
      <Phone
        sender={clinic.name}
        number={clinic.phone_number === null ? null : formatPhone(clinic.phone_number)}
        texts={phone.texts.map(({ id, direction, text }) => ({ id, isMine: direction === 'inbound', text }))}
        quickReplies={repliesOf(phone)}
        // A patient may type on while the last text is on its way, so nothing is locked meanwhile.
        isPending={false}
        disabledReason={denied}
        onReply={(text) => reply.mutate(text)}
        className={PHONE_HEIGHT}
      />
      <InlineError error={reply.error} />
    </section>
  )
}

function repliesOf({ is_opted_out, reply_numbers, texts }: SimulatorPhone): string[] {
  if (is_opted_out) return ['START', 'HELP']
  return quickReplies(reply_numbers, texts.findLast(({ direction }) => direction === 'outbound')?.text)
}
