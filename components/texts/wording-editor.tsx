'use client'

import { Button, Description, Label, TextArea, TextField } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { Info, TriangleAlert } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { ApiError } from '#lib/api/fetch.ts'
import { saveWording, wordingPreviewQuery } from '#lib/api/wordings.ts'
import { LANGUAGE_NAMES, type Language } from '#lib/domain/messaging/language.ts'
import type { WordingView } from '#lib/domain/messaging/templates/schema.ts'
import { ChangedNotice } from '../form/changed-notice.tsx'
import { CHANGED } from '../form/form-error.tsx'
import { TextPreviewCard } from '../scheduling/text-preview.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { errorMessage } from '../ui/error-state.tsx'
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
  /** The version that stands, for whoever saves after somebody else has. */
  version: number
  /** What holds without words of its own. */
  inherited: string
  disabledReason: string | null
}

/** The words of one text in one language: written, judged and shown as a patient gets them while they are typed. */
export function WordingEditor(props: WordingEditorProps) {
  const { subject, language, clinic, serviceTypeId, own, version, inherited, disabledReason } = props
  const current = own?.text ?? inherited
  const { text, setText, seen, setSeen } = useDraft(version, current)
  const at = { clinic_id: clinic.id, service_type_id: serviceTypeId, key: subject.key, language }
  const draft = useDeferredValue(text.trim())
  const { data } = useQuery(wordingPreviewQuery({ ...at, text: draft }))
  const report = draft === '' ? undefined : data
  const save = useAction(
    ({ words, over = seen }: { words: string | null; over?: number }) =>
      saveWording({ ...at, text: words, version: over }),
    {
      done: (saved) => (saved.text === null ? 'Taken back.' : `Saved as version ${saved.version}.`),
      onDone: (saved) => setSeen({ version: saved.version, text: saved.text ?? inherited }),
      hasOwnError: true,
    },
  )
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
      <SaveError
        error={save.error}
        isPending={save.isPending}
        onSaveMine={(over) => save.mutate({ words: save.variables?.words ?? text.trim(), over })}
      />
      <div className="mt-auto flex flex-wrap justify-end gap-2 pt-1">
        {own !== undefined && (
          <Button
            variant="outline"
            isDisabled={disabledReason !== null}
            isPending={save.isPending}
            onPress={() => save.mutate({ words: null })}
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
          onPress={() => save.mutate({ words: text.trim() })}
        >
          Save {LANGUAGE_NAMES[language]}
        </ActionButton>
      </div>
    </section>
  )
}

/**
 * What is typed, and the words that it began with. Newer words take their place only where nothing was typed; else the
 * server tells of them when this is saved.
 */
function useDraft(version: number, current: string) {
  const [seen, setBase] = useState({ version, text: current })
  const [text, setText] = useState(current)
  const setSeen = (next: { version: number; text: string }) => {
    setBase(next)
    setText(next.text)
  }
  const isNewer = version > seen.version || (version === seen.version && current !== seen.text)
  if (isNewer && text === seen.text) setSeen({ version, text: current })
  return { text, setText, seen: seen.version, setSeen }
}

interface SaveErrorProps {
  error: Error | null
  isPending: boolean
  onSaveMine: (over: number) => void
}

function SaveError({ error, isPending, onSaveMine }: SaveErrorProps) {
  if (error === null) return null
  const standing = error instanceof ApiError && error.code === CHANGED ? error.legal?.[0] : undefined
  if (standing === undefined) {
    return (
      <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger-ink">
        {errorMessage(error)}
      </p>
    )
  }
  return (
    <ChangedNotice
      message={errorMessage(error)}
      isDisabled={isPending}
      onSaveMine={() => onSaveMine(Number(standing))}
    />
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
