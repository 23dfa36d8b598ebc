'use client'

import { Button } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { askCarrier, textQuery } from '#lib/api/texts.ts'
import type { TextDetail } from '#lib/domain/messaging/text-schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { segmentWords } from '../ui/money.ts'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { formatClock, formatRelativeDay } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useNow } from '../ui/use-now.tsx'

const MS_PER_SECOND = 1_000
const MINUTE_MS = 60_000

interface TextDialogProps {
  messageId: string
  onClose: () => void
}

/** How one text travelled: its tries by carrier, what each said and how long it took, and its price. */
export function TextDialog({ messageId, onClose }: TextDialogProps) {
  const { data, error, isError, refetch } = useQuery(textQuery(messageId))
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title="How this text travelled" size="lg">
      <DialogBody>
        {data !== undefined && <Loaded text={data} />}
        {data === undefined && !isError && (
          <Loading>
            <CardSkeleton className="h-48" />
          </Loading>
        )}
        {data === undefined && isError && (
          <ErrorState what="This text could not be loaded." error={error} onRetry={() => refetch()} />
        )}
      </DialogBody>
      <DialogFooter>
        {data !== undefined && <Ask text={data} />}
        <Button variant="outline" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

function factsOf(text: TextDetail): Fact[] {
  const facts: Fact[] = [{ label: 'State', value: text.waits?.words ?? text.state_label }]
  if (text.error_code !== null && text.error_words !== null)
    facts.push({ label: 'Code', value: `${text.error_code}: ${text.error_words}` })
  if (text.segments !== null && text.price_micros !== null) {
    const price = segmentWords(text.segments, text.price_micros, text.currency)
    facts.push({ label: 'Price', value: `${price}, ${text.is_price_final ? 'charged' : 'estimated'}` })
  }
  if (text.provider_message_id !== null)
    facts.push({
      label: 'Carrier’s id',
      value: <code className="font-mono text-xs">{text.provider_message_id}</code>,
    })
  return facts
}

function Loaded({ text }: { text: TextDetail }) {
  const now = useNow(MINUTE_MS)
  return (
    <div className="flex flex-col gap-5">
      <FactList facts={factsOf(text)} />
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">Tries</h3>
        {text.attempts.length === 0 ? (
          <p className="text-muted">None yet.</p>
        ) : (
          <ol className="flex flex-col divide-y divide-border rounded-lg border border-border">
            {text.attempts.map((attempt) => (
              <Attempt
                key={attempt.attempt}
                attempt={attempt}
                zone={text.clinic.time_zone}
                now={now ?? Date.parse(attempt.started_at)}
              />
            ))}
          </ol>
        )}
      </section>
    </div>
  )
}

interface AttemptProps {
  attempt: TextDetail['attempts'][number]
  zone: string
  now: number
}

function Attempt({ attempt, zone, now }: AttemptProps) {
  const { started_at: at, duration_ms: took, code, outcome } = attempt
  const parts = [
    `${formatRelativeDay(at, zone, now)} ${formatClock(at, zone)}`,
    took === null ? null : `took ${(took / MS_PER_SECOND).toFixed(1)} s`,
    code === null ? null : `code ${code}`,
  ]
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2">
      <span>{outcome}</span>
      <span className="text-xs text-muted first-letter:uppercase">
        {parts.filter((part) => part !== null).join(' · ')}
      </span>
    </li>
  )
}

/** Asks the carrier now; what it says shows in the dialog itself. */
function Ask({ text }: { text: TextDetail }) {
  const denied = usePermissionReason()('sms:send')
  const ask = useAction(() => askCarrier(text.message_id), {
    done: ({ carrier_status, note }) =>
      carrier_status === null ? note : `The carrier says: ${carrier_status}.`,
  })
  return (
    <ActionButton
      variant="outline"
      hint="Asks for status and code, and stores the answer"
      disabledReason={denied ?? text.can_ask_carrier}
      isPending={ask.isPending}
      onPress={() => ask.mutate(undefined)}
    >
      <RefreshCw aria-hidden="true" /> Ask the carrier
    </ActionButton>
  )
}
