import type { CSSProperties } from 'react'
import { hueOf, initialsOf } from './name-marks.ts'

const SIZES = { sm: 'size-6 text-[10px]', md: 'size-7 text-[11px]', lg: 'size-10 text-sm' } as const

interface AvatarProps {
  name: string
  size?: keyof typeof SIZES
  /** Red, for someone who needs help at once. */
  isUrgent?: boolean
}

/** Initials on the hue of the name. Decoration: the name stands beside it, so screen readers skip it. */
export function Avatar({ name, size = 'md', isUrgent = false }: AvatarProps) {
  const style = { '--hue': hueOf(name) } as CSSProperties
  const tone = isUrgent
    ? 'bg-danger-soft text-danger-ink'
    : 'bg-[oklch(0.93_0.035_var(--hue))] text-[oklch(0.4_0.1_var(--hue))]'
  return (
    <span
      aria-hidden="true"
      style={style}
      className={`inline-flex shrink-0 items-center justify-center rounded-full font-semibold ${SIZES[size]} ${tone}`}
    >
      {initialsOf(name)}
    </span>
  )
}
