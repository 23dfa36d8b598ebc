'use client'

import { ChevronRight } from 'lucide-react'
import type { WordingView } from '#lib/domain/messaging/templates/schema.ts'
import { SectionCard } from '../ui/section-card.tsx'
import { type Subject, statusWords } from './wording-words.ts'

interface SubjectListProps {
  title: string
  subjects: readonly Subject[]
  wordings: readonly WordingView[]
  onOpen: (subject: Subject) => void
}

/** Texts of one group: what each is for, and whether it has words of its own. */
export function SubjectList({ title, subjects, wordings, onOpen }: SubjectListProps) {
  return (
    <SectionCard title={title} isFlush>
      <ul>
        {subjects.map((subject) => (
          <li key={subject.key} className="border-b border-border last:border-b-0">
            <button
              type="button"
              onClick={() => onOpen(subject)}
              className="flex min-h-11 w-full items-center gap-3 px-4 py-2 text-start outline-offset-[-2px] hover:bg-surface-secondary"
            >
              <span className="flex min-w-0 flex-1 flex-col">
                <span>{subject.title}</span>
                <span className="text-xs text-muted">{subject.when}</span>
              </span>
              <span className="shrink-0 text-end text-xs text-ink-secondary max-sm:max-w-28">
                {statusWords(wordings, subject)}
              </span>
              <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}
