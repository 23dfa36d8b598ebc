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
  type UseFormReturn,
  useForm,
} from 'react-hook-form'
import type { z } from 'zod'
import { ApiError } from '#lib/api/fetch.ts'
import { errorMessage } from '../ui/error-state.tsx'
import { CHANGED } from './form-error.tsx'
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

/** A form that stays open goes on from what it has saved. */
function keepVersion<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  saved: unknown,
): void {
  const version = (saved as { version?: unknown } | undefined)?.version
  if (typeof version === 'number' && 'version' in form.getValues()) {
    form.setValue('version' as FieldPath<Input>, version as never)
  }
}

/** Somebody else was faster: not the clerk's mistake, and nothing typed is lost. */
function showChange<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  error: unknown,
): boolean {
  const version = error instanceof ApiError && error.code === CHANGED ? error.legal?.[0] : undefined
  if (version === undefined) return false
  form.setError('root', { type: 'server', message: errorMessage(error), types: { [CHANGED]: version } })
  return true
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
      keepVersion(form, await onSubmit(values))
    } catch (error) {
      if (showChange(form, error)) return
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
