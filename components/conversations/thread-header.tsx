'use client'

import { Button, Dropdown } from '@heroui/react'
import { ChevronLeft, Ellipsis, Hand, PanelRight, Undo2 } from 'lucide-react'
import Link from 'next/link'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { ReadyMark } from '../shell/ready-mark.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { formatPhone } from '../ui/phone.ts'
import { useReasons, useThreadActions } from './thread-actions.ts'
import type { DialogName } from './thread-dialogs.tsx'
import { useListState } from './use-list-state.ts'

interface ThreadHeaderProps {
  detail: ConversationDetail
  onOpen: (dialog: DialogName) => void
  onShowDetails: () => void
}

/** Who it is, who has it, and the actions that concern the whole conversation. */
export function ThreadHeader({ detail, onOpen, onShowDetails }: ThreadHeaderProps) {
  const { search } = useListState()
  const phone = formatPhone(detail.patient.phone_number)
  return (
    <header className="flex min-h-header shrink-0 items-center gap-2 border-b border-border px-3 sm:px-5">
      <Link
        href={`/conversations${search}`}
        aria-label="Back to the list"
        className="-ms-1 inline-flex size-8 items-center justify-center rounded-lg hover:bg-default md:hidden pointer-coarse:size-11"
      >
        <ChevronLeft aria-hidden="true" className="size-5" />
      </Link>
      <h2 className="truncate text-base font-semibold">{detail.patient.name}</h2>
      {phone !== detail.patient.name && <span className="hidden text-muted sm:inline">{phone}</span>}
      <div className="ms-auto flex items-center gap-2">
        {detail.taken_over_by !== null && (
          <span className="hidden text-xs text-muted lg:inline">
            {detail.taken_over_by.name} has it, agents wait
          </span>
        )}
        <TakeOverButton detail={detail} />
        <MoreMenu detail={detail} onOpen={onOpen} />
        <Button
          variant="outline"
          isIconOnly
          aria-label="Patient, offer and visits"
          className="xl:hidden"
          onPress={onShowDetails}
        >
          <PanelRight aria-hidden="true" />
        </Button>
      </div>
      <ReadyMark />
    </header>
  )
}

function TakeOverButton({ detail }: { detail: ConversationDetail }) {
  const reason = useReasons(detail)
  const actions = useThreadActions(detail)
  const isTaken = detail.taken_over_by !== null
  const action = isTaken ? actions.handBack : actions.takeOver
  const Icon = isTaken ? Undo2 : Hand
  return (
    <ActionButton
      variant="outline"
      shortcut="t"
      hint={isTaken ? 'Let the agents go on' : 'Agents neither text nor book here until you hand it back'}
      disabledReason={reason(isTaken ? 'hand_back' : 'take_over')}
      isPending={action.isPending}
      onPress={() => action.mutate(undefined)}
    >
      <Icon aria-hidden="true" /> {isTaken ? 'Hand back' : 'Take over'}
    </ActionButton>
  )
}

function MoreMenu({ detail, onOpen }: Omit<ThreadHeaderProps, 'onShowDetails'>) {
  const reason = useReasons(detail)
  const { requestSlots } = useThreadActions(detail)
  const items: { id: string; label: string; reason: string | null; run: () => void }[] = [
    {
      id: 'request',
      label: 'Let the agent find times',
      reason: reason('request_slots'),
      run: () => requestSlots.mutate(undefined),
    },
    { id: 'book', label: 'Book a visit', reason: reason('book'), run: () => onOpen('book') },
    {
      id: 'override',
      label: 'Book against the rules',
      reason: reason('book'),
      run: () => onOpen('override'),
    },
    {
      id: 'withdraw',
      label: 'Withdraw the offer',
      reason: reason('withdraw_offer'),
      run: () => onOpen('withdraw'),
    },
    { id: 'close', label: 'Close the conversation', reason: reason('close'), run: () => onOpen('close') },
  ]
  const disabled = items.filter((item) => item.reason !== null).map((item) => item.id)
  return (
    <Dropdown>
      <Button variant="outline" isIconOnly aria-label="More actions">
        <Ellipsis aria-hidden="true" />
      </Button>
      <Dropdown.Popover placement="bottom end">
        <Dropdown.Menu
          aria-label="More actions"
          disabledKeys={disabled}
          onAction={(key) => items.find((item) => item.id === key)?.run()}
        >
          {items.map((item) => (
            <Dropdown.Item key={item.id} id={item.id} textValue={item.label}>
              <span className="flex flex-col">
                <span>{item.label}</span>
                {item.reason !== null && <span className="text-xs">{item.reason}</span>}
              </span>
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  )
}
