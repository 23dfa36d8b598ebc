'use client'

import { Drawer } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { conversationQuery } from '#lib/api/conversations.ts'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { ReadyMark } from '../shell/ready-mark.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { useShortcut } from '../ui/use-shortcut.ts'
import { AttentionCard } from './attention-card.tsx'
import { Composer } from './composer.tsx'
import { DetailsPanel } from './details-panel.tsx'
import { useReasons } from './thread-actions.ts'
import { type DialogName, ThreadDialogs } from './thread-dialogs.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { ThreadSkeleton } from './thread-skeleton.tsx'
import { Timeline } from './timeline.tsx'
import { WaitingLine } from './waiting-line.tsx'

/** One conversation: the thread, and beside it (or behind a button) patient, offer and visits. */
export function Thread({ id }: { id: string }) {
  const query = useQuery(conversationQuery(id))
  if (query.isPending) return <ThreadSkeleton />
  if (query.data === undefined) {
    return (
      <div className="flex min-w-0 flex-1 flex-col">
        <ErrorState
          what="This conversation could not be loaded."
          error={query.error}
          onRetry={() => query.refetch()}
        />
        <ReadyMark />
      </div>
    )
  }
  return <LoadedThread key={id} detail={query.data} />
}

function LoadedThread({ detail }: { detail: ConversationDetail }) {
  const [dialog, setDialog] = useState<DialogName>()
  const [isDetailsOpen, setDetailsOpen] = useState(false)
  const reason = useReasons(detail)
  useShortcut(reason('close') === null ? 'e' : undefined, () => setDialog('close'))
  const openFromDetails = (name: DialogName) => {
    setDetailsOpen(false)
    setDialog(name)
  }
  return (
    <>
      <section
        aria-label={`Conversation with ${detail.patient.name}`}
        className="flex min-h-0 min-w-0 flex-1 flex-col"
      >
        <ThreadHeader detail={detail} onOpen={setDialog} onShowDetails={() => setDetailsOpen(true)} />
        <Timeline detail={detail}>
          <AttentionCard detail={detail} />
          <WaitingLine detail={detail} />
        </Timeline>
        <Composer detail={detail} onOpen={setDialog} />
      </section>
      <aside
        aria-label="Patient, offer and visits"
        className="hidden w-72 shrink-0 overflow-y-auto border-s border-border xl:block"
      >
        <DetailsPanel detail={detail} onOpen={setDialog} />
      </aside>
      <Drawer.Backdrop isOpen={isDetailsOpen} onOpenChange={setDetailsOpen}>
        <Drawer.Content placement="right">
          <Drawer.Dialog
            aria-label="Patient, offer and visits"
            className="w-80 max-w-[90vw] overflow-y-auto p-0"
          >
            <DetailsPanel detail={detail} onOpen={openFromDetails} />
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
      <ThreadDialogs detail={detail} open={dialog} onOpen={setDialog} />
    </>
  )
}
