'use client'

import { Description, FieldError, Label, ListBox, Select } from '@heroui/react'
import type { Ref } from 'react'

export interface Choice {
  id: string
  label: string
  /** A second, quieter line. */
  detail?: string
}

interface PickerProps {
  label: string
  /** Keeps the label for screen readers only, where the place says it already. */
  isLabelHidden?: boolean
  choices: readonly Choice[]
  value: string | null
  onChange: (id: string) => void
  onBlur?: () => void
  placeholder?: string
  description?: string
  error?: string
  isRequired?: boolean
  isDisabled?: boolean
  triggerRef?: Ref<HTMLButtonElement>
  className?: string
}

/** HeroUI's select over a list of choices, for forms (through `SelectField`) and for filters. */
export function Picker(props: PickerProps) {
  const {
    label,
    isLabelHidden = false,
    choices,
    value,
    onChange,
    placeholder = 'Choose',
    error,
    ...rest
  } = props
  return (
    <Select
      aria-label={isLabelHidden ? label : undefined}
      className={rest.className}
      placeholder={placeholder}
      value={value}
      onChange={(next) => {
        if (next !== null) onChange(String(next))
      }}
      onBlur={rest.onBlur}
      isRequired={rest.isRequired}
      isDisabled={rest.isDisabled}
      isInvalid={error !== undefined}
    >
      {!isLabelHidden && <Label>{label}</Label>}
      <Select.Trigger ref={rest.triggerRef}>
        <Select.Value>
          {({ isPlaceholder, defaultChildren, selectedText }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </Select.Value>
        <Select.Indicator />
      </Select.Trigger>
      {rest.description !== undefined && <Description>{rest.description}</Description>}
      <FieldError>{error}</FieldError>
      <Select.Popover>
        <ListBox>
          {choices.map((choice) => (
            <ListBox.Item key={choice.id} id={choice.id} textValue={choice.label}>
              <span className="flex min-w-0 flex-col">
                <span className="truncate">{choice.label}</span>
                {choice.detail !== undefined && (
                  <span className="truncate text-xs text-muted">{choice.detail}</span>
                )}
              </span>
              <ListBox.ItemIndicator />
            </ListBox.Item>
          ))}
        </ListBox>
      </Select.Popover>
    </Select>
  )
}
