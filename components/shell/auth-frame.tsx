import type { ReactNode } from 'react'
import { Logo } from './logo.tsx'
import { ReadyMark } from './ready-mark.tsx'

interface AuthFrameProps {
  title: string
  description?: ReactNode
  isWide?: boolean
  children: ReactNode
}

/** A page without a login: one card in the middle of the ground. */
export function AuthFrame({ title, description, isWide = false, children }: AuthFrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-5 px-4 py-10">
      <p className="flex items-center gap-2 text-base font-semibold">
        <Logo className="size-7" /> Switchboard
      </p>
      <div
        className={`w-full rounded-2xl border border-border bg-surface p-6 ${isWide ? 'max-w-160' : 'max-w-90'}`}
      >
        <h1 className="text-lg font-semibold">{title}</h1>
        {description !== undefined && <p className="mt-1 text-muted">{description}</p>}
        <div className="mt-5">{children}</div>
      </div>
      <ReadyMark />
    </main>
  )
}
