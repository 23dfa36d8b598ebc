import Link from 'next/link'
import type { AlertView } from '#lib/domain/operations/alert-schema.ts'
import { StatusPill } from '../../ui/status-pill.tsx'
import {
  isCalming,
  KIND_ADVICE,
  KIND_LINKS,
  KIND_TITLES,
  postWords,
  sinceWords,
  wasWords,
} from './alert-words.ts'

interface AlertItemProps {
  alert: AlertView
  /** System clock in ms. */
  now: number | undefined
  zone: string
}

/** One trouble: what it is, since when, what to do about it, and whether the webhook knows. */
export function AlertItem({ alert, now, zone }: AlertItemProps) {
  const isOpen = alert.closed_at === null
  const link = KIND_LINKS[alert.kind]
  return (
    <li className="flex flex-col gap-1 border-b border-border px-4 py-3 last:border-b-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {isOpen ? (
          <StatusPill tone={isCalming(alert, now) ? 'warn' : 'bad'}>
            {isCalming(alert, now) ? 'calming down' : 'now'}
          </StatusPill>
        ) : (
          <StatusPill tone="neutral">over</StatusPill>
        )}
        <strong className="font-semibold">{KIND_TITLES[alert.kind]}</strong>
        <span className="text-muted">{isOpen ? sinceWords(alert, now, zone) : wasWords(alert, zone)}</span>
      </p>
      <p>{alert.message}</p>
      {isOpen && (
        <p className="text-muted">
          {KIND_ADVICE[alert.kind]}{' '}
          {link !== undefined && (
            <Link href={link.href} className="font-medium text-accent-ink underline underline-offset-2">
              {link.label}
            </Link>
          )}
        </p>
      )}
      {postWords(alert.posts).map(({ text, isBad }) => (
        <p key={text} className={`text-xs ${isBad ? 'text-danger-ink' : 'text-muted'}`}>
          {text}
        </p>
      ))}
    </li>
  )
}
