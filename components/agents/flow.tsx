'use client'

import { Button } from '@heroui/react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { flowQuery, messageQuery } from '#lib/api/agents.ts'
import type { MessageView } from '#lib/domain/agents/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { SequenceDrawing } from './sequence-drawing.tsx'

interface FlowProps {
  message: MessageView
  onChoose: (id: string) => void
}

/** The flow that a message belongs to; without one, the message that it answers. */
export function Flow({ message, onChoose }: FlowProps) {
  if (message.conversation_id !== null)
    return <WholeFlow flow={message.conversation_id} message={message} onChoose={onChoose} />
  if (message.in_reply_to === null) return null
  return <Pair asked={message.in_reply_to} message={message} onChoose={onChoose} />
}

function WholeFlow({ flow, message, onChoose }: FlowProps & { flow: string }) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const query = useInfiniteQuery(flowQuery(flow))
  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  const newestFirst = query.data?.pages.flatMap(({ items }) => items)
  const isMissing = newestFirst !== undefined && !newestFirst.some(({ id }) => id === message.id)
  // A message from the beginning of a long flow: read back until it is there.
  useEffect(() => {
    if (isMissing && hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [isMissing, hasNextPage, isFetching, isError, fetchNextPage])
  return (
    <section aria-label="Flow" className="flex flex-col gap-2">
      <h3 className="flex items-baseline gap-2 font-medium">
        The whole flow
        {newestFirst !== undefined && (
          <span className="text-xs font-normal text-muted">
            {newestFirst.length}
            {hasNextPage ? ' newest' : ''} {newestFirst.length === 1 ? 'message' : 'messages'}
          </span>
        )}
      </h3>
      {hasNextPage && (
        <Button
          variant="outline"
          size="sm"
          isPending={query.isFetchingNextPage}
          onPress={() => fetchNextPage()}
        >
          Show earlier ones
        </Button>
      )}
      {newestFirst !== undefined ? (
        <SequenceDrawing
          messages={newestFirst.toReversed()}
          chosenId={message.id}
          zone={zone}
          onChoose={onChoose}
        />
      ) : isError ? (
        <InlineError error={query.error} />
      ) : (
        <Loading>
          <CardSkeleton className="h-40" />
        </Loading>
      )}
    </section>
  )
}

function Pair({ asked, message, onChoose }: FlowProps & { asked: string }) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const query = useQuery({ ...messageQuery(asked), placeholderData: undefined })
  if (query.data === undefined) return null
  return (
    <section aria-label="Flow" className="flex flex-col gap-2">
      <h3 className="font-medium">What it answers</h3>
      <SequenceDrawing
        messages={[query.data, message]}
        chosenId={message.id}
        zone={zone}
        onChoose={onChoose}
      />
    </section>
  )
}
