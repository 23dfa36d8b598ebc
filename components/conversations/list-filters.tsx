'use client'

import { Badge, Button, Popover, SearchField } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { useEffect, useState } from 'react'
import { providersQuery } from '#lib/api/providers.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { Picker } from '../ui/picker.tsx'
import { ALL_CLINICS, type ListState, NO_FILTER, STATUS_WORDS, type Status, VIEWS } from './filters.ts'

const SEARCH_AFTER_MS = 250
const ANY = 'any'
const CURRENT = 'current'
const ARCHIVE = 'archive'

interface ListFiltersProps {
  state: ListState
  /** Open conversations with numbers that nobody has. */
  unknownCount: number | undefined
  onChange: (part: Partial<ListState>) => void
}

/** Search, the chips of every morning, and the rarer filters behind one button. */
export function ListFilters({ state, unknownCount, onChange }: ListFiltersProps) {
  return (
    <div className="flex flex-col gap-2 border-b border-border px-4 py-2.5">
      <div className="flex gap-2">
        <Search value={state.q} onChange={(q) => onChange({ q })} />
        <MoreFilters state={state} onChange={onChange} />
      </div>
      <fieldset aria-label="Which conversations" className="flex flex-wrap gap-1.5">
        {VIEWS.map((view) => (
          <Chip key={view.id} isOn={state.view === view.id} onPress={() => onChange({ view: view.id })}>
            {view.id === 'unknown' && unknownCount ? `${view.label} ${unknownCount}` : view.label}
          </Chip>
        ))}
      </fieldset>
    </div>
  )
}

function Chip({ isOn, onPress, children }: { isOn: boolean; onPress: () => void; children: string }) {
  const look = isOn
    ? 'border-transparent bg-inverse text-inverse-foreground'
    : 'border-border text-ink-secondary hover:bg-surface-secondary'
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className={`h-6 rounded-full border px-2.5 text-xs pointer-coarse:h-9 ${look}`}
    >
      {children}
    </button>
  )
}

/** Waits for a pause in typing before the address, and with it the list, changes. */
function Search({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text.trim()), SEARCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <SearchField aria-label="Search conversations" value={text} onChange={setText} className="min-w-0 flex-1">
      <SearchField.Group>
        <SearchField.SearchIcon />
        <SearchField.Input placeholder="Name, phone number or id" />
        <SearchField.ClearButton />
      </SearchField.Group>
    </SearchField>
  )
}

function MoreFilters({ state, onChange }: Omit<ListFiltersProps, 'unknownCount'>) {
  const { clinics, clinic } = useClinic()
  const chosenClinic = state.clinic ?? clinic?.id ?? ALL_CLINICS
  const { data: providers } = useQuery(
    providersQuery(chosenClinic === ALL_CLINICS ? undefined : chosenClinic),
  )
  const chosen = [state.status, state.provider, state.clinic, state.isArchive || undefined]
  const count = chosen.filter((value) => value !== undefined).length
  const orAny = (id: string) => (id === ANY ? undefined : id)
  const statuses = Object.entries(STATUS_WORDS).map(([id, label]) => ({ id, label }))
  return (
    <Popover>
      <Badge.Anchor>
        <Button
          variant="outline"
          isIconOnly
          aria-label={count === 0 ? 'More filters' : `More filters, ${count} set`}
        >
          <ListFilter aria-hidden="true" />
        </Button>
        {count > 0 && (
          <Badge color="accent" size="sm">
            {count}
          </Badge>
        )}
      </Badge.Anchor>
      <Popover.Content placement="bottom end" className="w-64">
        <Popover.Dialog aria-label="More filters" className="flex flex-col gap-3">
          <Picker
            label="Status"
            choices={[{ id: ANY, label: 'Any status' }, ...statuses]}
            value={state.status ?? ANY}
            onChange={(id) => onChange({ status: orAny(id) as Status | undefined })}
          />
          <Picker
            label="Provider"
            choices={[
              { id: ANY, label: 'Any provider' },
              ...(providers ?? []).map(({ id, name }) => ({ id, label: name })),
            ]}
            value={state.provider ?? ANY}
            onChange={(id) => onChange({ provider: orAny(id) })}
          />
          <Picker
            label="Clinic"
            choices={[
              { id: ALL_CLINICS, label: 'All clinics' },
              ...clinics.map(({ id, name }) => ({ id, label: name })),
            ]}
            value={chosenClinic}
            onChange={(id) => onChange({ clinic: id === clinic?.id ? undefined : id, provider: undefined })}
          />
          <Picker
            label="Age"
            choices={[
              { id: CURRENT, label: 'Current' },
              { id: ARCHIVE, label: 'Archived, closed long ago' },
            ]}
            value={state.isArchive ? ARCHIVE : CURRENT}
            onChange={(id) => onChange({ isArchive: id === ARCHIVE })}
          />
          <Button variant="ghost" size="sm" onPress={() => onChange(NO_FILTER)}>
            Show everything
          </Button>
        </Popover.Dialog>
      </Popover.Content>
    </Popover>
  )
}
