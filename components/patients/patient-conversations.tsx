'use client'

import type { ConversationLine } from '#lib/domain/messaging/schema.ts'
import { ConversationRow } from '../conversations/conversation-row.tsx'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'

/** The conversations of one patient, the latest first. */
export function PatientConversations({ lines }: { lines: readonly ConversationLine[] }) {
  return (
    <SectionCard title="Conversations" count={lines.length} isFlush className="overflow-hidden">
      {lines.length === 0 ? (
        <CardEmpty>No texts so far.</CardEmpty>
      ) : (
        <div className="[&>a:last-child]:border-b-0">
          {lines.map((line) => (
            <ConversationRow
              key={line.id}
              line={line}
              href={`/conversations/${line.id}`}
              isSelected={false}
              showsClinic={false}
            />
          ))}
        </div>
      )}
    </SectionCard>
  )
}
