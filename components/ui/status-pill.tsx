import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent' | 'info'

const PILL: Record<Tone, string> = {
  neutral: 'bg-default text-ink-secondary',
  good: 'bg-success-soft text-success-ink',
  warn: 'bg-warning-soft text-warning-ink',
  bad: 'bg-danger-soft text-danger-ink',
  accent: 'bg-accent-soft text-accent-ink',
  info: 'bg-info-soft text-info-ink',
}

const DOT: Record<Tone, string> = {
  neutral: 'bg-ink-faint',
  good: 'bg-success',
  warn: 'bg-warning',
  bad: 'bg-danger',
  accent: 'bg-accent',
  info: 'bg-info',
}

/** A state in words on 14 % of its hue. The words carry the meaning; colour only repeats it. */
export function StatusPill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 w-fit shrink-0 items-center gap-1 rounded-full px-2 text-2xs font-medium whitespace-nowrap ${PILL[tone]}`}
    >
      {children}
    </span>
  )
}

/** A state as a dot; always beside words that say the same. */
export function StatusDot({ tone }: { tone: Tone }) {
  return <span aria-hidden="true" className={`inline-block size-[7px] shrink-0 rounded-full ${DOT[tone]}`} />
}
