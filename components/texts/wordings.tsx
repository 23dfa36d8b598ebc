'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { serviceTypesQuery } from '#lib/api/providers.ts'
import { wordingsQuery } from '#lib/api/wordings.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { useUrlState } from '../ui/use-url-state.ts'
import { SubjectList } from './subject-list.tsx'
import { WordingDialog } from './wording-dialog.tsx'
import type { Subject } from './wording-words.ts'

interface WordingsProps {
  intro: ReactNode
  groups: readonly { title: string; subjects: readonly Subject[] }[]
}

/** Everything of one kind that a clinic can word, in groups; the one that is open is in the address. */
export function Wordings({ intro, groups }: WordingsProps) {
  const { clinic } = useClinic()
  const wordings = useQuery(wordingsQuery(clinic?.id))
  const services = useQuery(serviceTypesQuery(clinic?.id))
  const url = useUrlState()
  const denied = usePermissionReason()('settings:write')
  const subject = groups.flatMap(({ subjects }) => subjects).find(({ key }) => key === url.get('text'))
  return (
    <>
      <PageHeader title="Settings" tabs={<SettingsTabs />} aside={clinic?.name} />
      {wordings.data === undefined && wordings.isError ? (
        <ErrorState
          what="The words of the texts could not be loaded."
          error={wordings.error}
          safe="Texts go on as they were set."
          onRetry={() => wordings.refetch()}
        />
      ) : (
        <div className="flex max-w-4xl flex-col gap-4 p-4 sm:p-5">
          <p className="text-muted">{intro}</p>
          {wordings.data === undefined ? (
            <Loading>
              <CardSkeleton className="h-96" />
            </Loading>
          ) : (
            groups.map((group) => (
              <SubjectList
                key={group.title}
                {...group}
                wordings={wordings.data}
                onOpen={({ key }) => url.push({ text: key })}
              />
            ))
          )}
        </div>
      )}
      {subject !== undefined &&
        clinic !== undefined &&
        wordings.data !== undefined &&
        services.data !== undefined && (
          <WordingDialog
            key={subject.key}
            subject={subject}
            clinic={clinic}
            services={services.data.filter(({ is_active }) => is_active)}
            wordings={wordings.data}
            disabledReason={denied}
            onClose={() => url.replace({ text: undefined })}
          />
        )}
    </>
  )
}
