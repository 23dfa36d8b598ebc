'use client'

import { Button } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { textPreviewQuery } from '#lib/api/texts.ts'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { segmentWords } from '../ui/money.ts'
import { ReasonDialog } from './reason-dialog.tsx'

interface ComposerCostProps {
  detail: ConversationDetail
  text: string
  /** Sends what is written although a rule of the clinic would hold it. */
  onSendNow: (reason: string) => Promise<unknown>
}

/** Segments and price while typing, and what to know before sending; the server counts, as carriers bill. */
export function ComposerCost({ detail, text, onSendNow }: ComposerCostProps) {
  const settled = useDeferredValue(text)
  const { data } = useQuery(
    textPreviewQuery({ clinic_id: detail.clinic.id, patient_id: detail.patient.id, text: settled }),
  )
  const preview = text.trim() === '' ? undefined : data
  return (
    <span className="ms-auto text-end text-2xs text-muted">
      {preview === undefined
        ? `${text.length} characters`
        : segmentWords(preview.segments, preview.price_micros, preview.currency)}
      {preview !== undefined && preview.warnings.length > 0 && (
        <span className="block text-warning-ink">{preview.warnings.join(' ')}</span>
      )}
      {preview?.waits && <Waits words={preview.waits.words} onSendNow={onSendNow} />}
    </span>
  )
}

/** What will hold the text, and the way around it. */
function Waits({ words, onSendNow }: { words: string; onSendNow: ComposerCostProps['onSendNow'] }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-2 text-warning-ink">
      {words}
      <Button variant="ghost" size="sm" onPress={() => setOpen(true)}>
        Send now instead
      </Button>
      <ReasonDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Send this text now?"
        description={`${words}. The patient’s phone may ring at once.`}
        submitLabel="Send it now"
        onSubmit={onSendNow}
      />
    </span>
  )
}
