'use client'

import { Button, Description, Label, TextArea, TextField } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { Info, TriangleAlert } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { saveWording, wordingPreviewQuery } from '#lib/api/wordings.ts'
import { LANGUAGE_NAMES, type Language } from '#lib/domain/messaging/language.ts'
import type { WordingView } from '#lib/domain/messaging/templates/schema.ts'
import { TextPreviewCard } from '../scheduling/text-preview.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { formatDayTime } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import type { Subject } from './wording-words.ts'

interface WordingEditorProps {
  subject: Subject
  language: Language
  clinic: { id: string; time_zone: string }
  serviceTypeId: string | null
  /** What this scope says itself; undefined: nothing. */
  own: WordingView | undefined
  /** What holds without words of its own. */
  inherited: string
  disabledReason: string | null
}

/** The words of one text in one language: written, judged and shown as a patient gets them while they are typed. */
export function WordingEditor(props: WordingEditorProps) {
  const { subject, language, clinic, serviceTypeId, own, inherited, disabledReason } = props
  const current = own?.text ?? inherited
  const [text, setText] = useState(current)
  const at = { clinic_id: clinic.id, service_type_id: serviceTypeId, key: subject.key, language }
  const draft = useDeferredValue(text.trim())
  const { data } = useQuery(wordingPreviewQuery({ ...at, text: draft }))
  const report = draft === '' ? undefined : data
  const save = useAction((words: string | null) => saveWording({ ...at, text: words }), {
    done: (saved) => (saved.text === null ? 'Taken back.' : `Saved as version ${saved.version}.`),
    onDone: (saved) => setText(saved.text ?? inherited),
  })
  const isChanged = text.trim() !== current && text.trim() !== ''
  const refused = report && report.problems.length > 0 ? 'The words above are not possible yet.' : null
  return (
    <section aria-label={LANGUAGE_NAMES[language]} className="flex min-w-0 flex-col gap-3">
      <TextField value={text} onChange={setText} isDisabled={disabledReason !== null} fullWidth>
        <Label>{LANGUAGE_NAMES[language]}</Label>
        <TextArea rows={6} lang={language} />
        <Description>{sourceWords(own, subject, clinic.time_zone)}</Description>
      </TextField>
      <Report problems={report?.problems ?? []} hints={report?.hints ?? []} />
      {report?.preview && (
        <div className="flex flex-col gap-1.5">
          <p className="text-xs text-muted">
            {report.about === null ? 'As a patient gets it' : `As ${report.about} would get it`}
          </p>
          <TextPreviewCard preview={report.preview} />
        </div>
      )}
      <div className="mt-auto flex flex-wrap justify-end gap-2 pt-1">
        {own !== undefined && (
          <Button
            variant="outline"
            isDisabled={disabledReason !== null}
            isPending={save.isPending}
            onPress={() => save.mutate(null)}
          >
            {subject.defaults === null
              ? 'Remove'
              : serviceTypeId === null
                ? 'Reset to default'
                : 'Use the clinic’s words'}
          </Button>
        )}
        <ActionButton
          variant="primary"
          isPending={save.isPending}
          disabledReason={disabledReason ?? refused ?? (isChanged ? null : 'Nothing has been changed.')}
          onPress={() => save.mutate(text.trim())}
        >
          Save {LANGUAGE_NAMES[language]}
        </ActionButton>
      </div>
    </section>
  )
}

function sourceWords(own: WordingView | undefined, subject: Subject, zone: string): string {
  if (own !== undefined) {
    return `Version ${own.version}, by ${own.changed_by}, ${formatDayTime(own.changed_at, zone)}.`
  }
  return subject.defaults === null ? 'No answer approved: a person answers.' : 'Not changed so far.'
}

function Report({ problems, hints }: { problems: readonly string[]; hints: readonly string[] }) {
  return (
    <div role="status" className="flex flex-col gap-1.5 text-xs">
      {problems.map((problem) => (
        <p key={problem} className="flex gap-1.5 text-danger-ink">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" /> {problem}
        </p>
      ))}
      {hints.map((hint) => (
        <p key={hint} className="flex gap-1.5 text-muted">
          <Info aria-hidden="true" className="mt-0.5 size-3 shrink-0" /> {hint}
        </p>
      ))}
    </div>
  )
}
