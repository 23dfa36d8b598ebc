'use client'

import { Form as HeroForm } from '@heroui/react'
import { zodResolver } from '@hookform/resolvers/zod'
import type { ReactNode } from 'react'
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  FormProvider,
  get,
  useForm,
} from 'react-hook-form'
import type { z } from 'zod'
import { ApiError } from '#lib/api/fetch.ts'
import { errorMessage } from '../ui/error-state.tsx'
import { issueWords } from './words.ts'

interface FormProps<Input extends FieldValues, Output> {
  /** The same schema that the route parses with. */
  schema: z.ZodType<Output, Input>
  defaultValues: DefaultValues<Input>
  /** Sends it. A thrown `ApiError` is shown at the field it names, else above the buttons; what was typed stays. */
  onSubmit: (values: Output) => Promise<unknown>
  children: ReactNode
  className?: string
  'aria-label'?: string
}

/** The one form: zod checks while typing, the server's refusals at their fields, focus on the first that is wrong. */
export function Form<Input extends FieldValues, Output>(props: FormProps<Input, Output>) {
  const { schema, defaultValues, onSubmit, children, className = 'flex flex-col gap-4' } = props
  const form = useForm<Input, unknown, Output>({
    resolver: zodResolver(schema, { error: issueWords }),
    defaultValues,
    mode: 'onTouched',
  })
  const submit = form.handleSubmit(async (values) => {
    try {
      await onSubmit(values)
    } catch (error) {
      const field = error instanceof ApiError ? error.field : undefined
      const isKnown = field !== undefined && get(form.control._fields, field) !== undefined
      const name = isKnown ? (field as FieldPath<Input>) : 'root'
      form.setError(name, { type: 'server', message: errorMessage(error) }, { shouldFocus: isKnown })
    }
  })
  return (
    <FormProvider {...form}>
      <HeroForm
        className={className}
        validationBehavior="aria"
        aria-label={props['aria-label']}
        onSubmit={(event) => void submit(event)}
      >
        {children}
      </HeroForm>
    </FormProvider>
  )
}
