'use client'

import { Pencil, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { setException } from '#lib/api/providers.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { formatDay } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { ExceptionDialog } from './exception-dialog.tsx'
import { windowWords } from './hours-words.ts'

type Exception = ProviderView['exceptions'][number]

/** Dates on which other hours hold than the weekly ones. */
export function ExceptionsCard({ provider, zone }: { provider: ProviderView; zone: string }) {
  const [open, setOpen] = useState<Exception | 'new'>()
  const denied = usePermissionReason()('appointments:write')
  return (
    <SectionCard
      title="Dates with other hours"
      count={provider.exceptions.length}
      isFlush
      aside={
        <ActionButton variant="ghost" size="sm" disabledReason={denied} onPress={() => setOpen('new')}>
          Add
        </ActionButton>
      }
    >
      {provider.exceptions.length === 0 ? (
        <CardEmpty>Every date keeps the weekly hours.</CardEmpty>
      ) : (
        <ul>
          {provider.exceptions.map((exception) => (
            <ExceptionRow
              key={exception.date}
              providerId={provider.id}
              exception={exception}
              denied={denied}
              onEdit={() => setOpen(exception)}
            />
          ))}
        </ul>
      )}
      {open !== undefined && (
        <ExceptionDialog
          provider={provider}
          zone={zone}
          exception={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </SectionCard>
  )
}

/** `Thu Dec 24`; a calendar day has no zone. */
const dayWords = (date: string) => formatDay(`${date}T12:00:00Z`, 'UTC')

interface ExceptionRowProps {
  providerId: string
  exception: Exception
  denied: string | null
  onEdit: () => void
}

function ExceptionRow({ providerId, exception, denied, onEdit }: ExceptionRowProps) {
  const { date, windows } = exception
  const words = dayWords(date)
  const remove = useAction(() => setException({ provider_id: providerId, date, windows: null }), {
    done: `${words} keeps the weekly hours again.`,
  })
  return (
    <li className="flex items-center gap-3 border-b border-border px-4 py-2 last:border-b-0">
      <span className="flex min-w-0 flex-1 flex-wrap gap-x-3">
        <Link href={`/schedule?day=${date}`} className="font-medium hover:underline">
          {words}
        </Link>
        <span className="text-ink-secondary">
          {windows.length === 0 ? 'Closed' : windows.map(windowWords).join(', ')}
        </span>
      </span>
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`Change the hours of ${words}`}
        disabledReason={denied}
        onPress={onEdit}
      >
        <Pencil aria-hidden="true" />
      </ActionButton>
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`Keep the weekly hours on ${words}`}
        hint="Back to the weekly hours"
        disabledReason={denied}
        isPending={remove.isPending}
        onPress={() => remove.mutate(undefined)}
      >
        <Trash2 aria-hidden="true" />
      </ActionButton>
    </li>
  )
}
