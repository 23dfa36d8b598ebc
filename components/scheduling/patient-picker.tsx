'use client'

import { ComboBox, Input, Label, ListBox } from '@heroui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { patientsQuery } from '#lib/api/patients.ts'
import type { PatientView } from '#lib/domain/messaging/schema.ts'
import { formatPhone } from '../ui/phone.ts'

interface PatientPickerProps {
  clinicId: string
  onChange: (patient: PatientView | null) => void
  className?: string
}

/** Finds a patient of the clinic by a part of the name or by the phone number. */
export function PatientPicker({ clinicId, onChange, className }: PatientPickerProps) {
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const { data, isFetching } = useInfiniteQuery(
    patientsQuery({ clinic_id: clinicId, q: q === '' ? undefined : q }),
  )
  const patients = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <ComboBox
      className={className}
      items={patients}
      inputValue={text}
      onInputChange={setText}
      onSelectionChange={(key) => onChange(patients.find((patient) => patient.id === key) ?? null)}
      allowsEmptyCollection
      menuTrigger="focus"
    >
      <Label>Patient</Label>
      <ComboBox.InputGroup>
        <Input placeholder="Name or phone number" />
        <ComboBox.Trigger />
      </ComboBox.InputGroup>
      <ComboBox.Popover>
        <ListBox<PatientView>
          renderEmptyState={() => (
            <p className="px-3 py-4 text-center text-muted">
              {isFetching ? 'Looking' : 'No patient by that name.'}
            </p>
          )}
        >
          {(patient) => (
            <ListBox.Item id={patient.id} textValue={patient.name}>
              <span className="flex flex-col">
                <span>{patient.name}</span>
                <span className="text-xs text-muted">{formatPhone(patient.phone_number)}</span>
              </span>
              <ListBox.ItemIndicator />
            </ListBox.Item>
          )}
        </ListBox>
      </ComboBox.Popover>
    </ComboBox>
  )
}
