'use client'

import { Checkbox } from '@heroui/react'

interface NotifyCheckboxProps {
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  patientName: string
}

/** Whether the patient is told by text. Said with the patient's name, because a text cannot be taken back. */
export function NotifyCheckbox({ isSelected, onChange, patientName }: NotifyCheckboxProps) {
  return (
    <Checkbox isSelected={isSelected} onChange={onChange}>
      <Checkbox.Content>
        <Checkbox.Control>
          <Checkbox.Indicator />
        </Checkbox.Control>
        <span>Text {patientName} about it</span>
      </Checkbox.Content>
    </Checkbox>
  )
}
