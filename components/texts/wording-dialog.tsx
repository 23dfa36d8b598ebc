'use client'

import { useState } from 'react'
import { LANGUAGES } from '#lib/domain/messaging/language.ts'
import { variablesOf } from '#lib/domain/messaging/templates/lint.ts'
import type { WordingView } from '#lib/domain/messaging/templates/schema.ts'
import { TEXTS, type TextKey } from '#lib/domain/messaging/templates/table.ts'
import type { ServiceTypeView } from '#lib/domain/scheduling/schema.ts'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { Picker } from '../ui/picker.tsx'
import { WordingEditor } from './wording-editor.tsx'
import { WordingVersions } from './wording-versions.tsx'
import { inheritedText, ownWording, type Subject, wordingVersion } from './wording-words.ts'

const EVERY_SERVICE = 'all'

interface WordingDialogProps {
  subject: Subject
  clinic: { id: string; name: string; time_zone: string }
  services: readonly ServiceTypeView[]
  wordings: readonly WordingView[]
  disabledReason: string | null
  onClose: () => void
}

/** One text or answer in both languages, for the clinic or one of its services. */
export function WordingDialog(props: WordingDialogProps) {
  const { subject, clinic, services, wordings, disabledReason, onClose } = props
  const everyService = subject.needsService ? [] : [{ id: EVERY_SERVICE, label: 'Every service' }]
  const choices = [...everyService, ...services.map(({ id, name }) => ({ id, label: name }))]
  const [scope, setScope] = useState(choices[0]?.id ?? EVERY_SERVICE)
  const service_type_id = scope === EVERY_SERVICE ? null : scope
  return (
    <Dialog
      isOpen
      size="lg"
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={subject.title}
      description={subject.when}
    >
      <DialogBody className="flex flex-col gap-4 overflow-y-auto">
        <Picker label="For" choices={choices} value={scope} onChange={setScope} />
        {subject.defaults !== null && (
          <p className="text-xs text-muted">
            Filled in when it is sent:{' '}
            <span className="font-mono">
              {variablesOf(subject.key as TextKey)
                .map((name) => `{${name}}`)
                .join(' ')}
            </span>
            . Never left out:{' '}
            <span className="font-mono">
              {TEXTS[subject.key as TextKey].required.map((name) => `{${name}}`).join(' ')}
            </span>
            .
          </p>
        )}
        <div className="grid gap-5 sm:grid-cols-2">
          {LANGUAGES.map((language) => {
            const at = { key: subject.key, language, service_type_id }
            const own = ownWording(wordings, at)
            return (
              <WordingEditor
                key={`${scope} ${language}`}
                subject={subject}
                language={language}
                clinic={clinic}
                serviceTypeId={service_type_id}
                own={own}
                version={wordingVersion(wordings, at)}
                inherited={inheritedText(wordings, subject, at)}
                disabledReason={disabledReason}
              />
            )
          })}
        </div>
        <WordingVersions clinic={clinic} textKey={subject.key} services={services} />
      </DialogBody>
    </Dialog>
  )
}
