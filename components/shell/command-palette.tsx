'use client'

import { Autocomplete, Header, ListBox, Modal, SearchField, useFilter } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { recentConversationsQuery } from '#lib/api/conversations.ts'
import type { ConversationLine } from '#lib/domain/messaging/schema.ts'
import { Avatar } from '../ui/avatar.tsx'
import { OPERATIONS, PAGES } from './nav.ts'
import { useClinic } from './use-clinic.tsx'

interface CommandPaletteProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Jump to a page or a recent conversation by typing a part of its name. */
export function CommandPalette({ isOpen, onOpenChange }: CommandPaletteProps) {
  const router = useRouter()
  const { clinic } = useClinic()
  const { contains } = useFilter({ sensitivity: 'base' })
  const recent = useQuery({
    ...recentConversationsQuery(clinic?.id),
    enabled: isOpen && clinic !== undefined,
  })
  const go = (href: string) => {
    onOpenChange(false)
    router.push(href)
  }
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={onOpenChange}>
      <Modal.Container placement="top" size="lg">
        <Modal.Dialog aria-label="Search or jump" className="p-2">
          <Autocomplete.Filter filter={contains}>
            <SearchField aria-label="A page, or a patient’s name" autoFocus variant="secondary" fullWidth>
              <SearchField.Group>
                <SearchField.SearchIcon />
                <SearchField.Input placeholder="A page, or a patient’s name" />
              </SearchField.Group>
            </SearchField>
            <ListBox
              aria-label="Results"
              className="mt-2 max-h-96 overflow-y-auto"
              onAction={(key) => go(String(key))}
              renderEmptyState={() => (
                <p className="px-3 py-6 text-center text-muted">Nothing by that name here.</p>
              )}
            >
              <ListBox.Section>
                <Header>Pages</Header>
                {[...PAGES, ...OPERATIONS].map(({ href, label, icon: Icon }) => (
                  <ListBox.Item key={href} id={href} textValue={label}>
                    <Icon aria-hidden="true" className="size-4 text-muted" strokeWidth={1.75} />
                    {label}
                  </ListBox.Item>
                ))}
              </ListBox.Section>
              <ListBox.Section>
                <Header>Recent conversations</Header>
                {(recent.data?.items ?? []).map(conversationItem)}
              </ListBox.Section>
            </ListBox>
          </Autocomplete.Filter>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  )
}

function conversationItem(line: ConversationLine) {
  return (
    <ListBox.Item key={line.id} id={`/conversations/${line.id}`} textValue={line.patient.name}>
      <Avatar name={line.patient.name} size="sm" />
      {line.patient.name}
      <span className="ms-auto text-xs text-muted">{line.status_label}</span>
    </ListBox.Item>
  )
}
