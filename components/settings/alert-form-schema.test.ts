import { expect, it } from 'vitest'
import { DEFAULT_THRESHOLDS } from '#lib/domain/operations/alert.ts'
import { alertForm, alertFormValues, toAlertInput } from './alert-form-schema.ts'

const view = {
  thresholds: { ...DEFAULT_THRESHOLDS, no_worker: null, queue_depth: 7 },
  webhook_url: null,
  updated_by: null,
  updated_at: null,
  version: 0,
}

it('comes back from the form as it went in', () => {
  const values = alertFormValues(view)
  expect(alertForm.safeParse(values).success).toBe(true)
  expect(values).toMatchObject({ webhook_url: '', is_on: { no_worker: false, queue_depth: true } })
  expect(toAlertInput(values)).toEqual({ thresholds: view.thresholds, webhook_url: null, version: 0 })
  const url = 'https://alerts.example/hook'
  expect(toAlertInput(alertFormValues({ ...view, webhook_url: url })).webhook_url).toBe(url)
})

it('has a figure at hand for what is switched on again or left empty', () => {
  const values = alertFormValues(view)
  const on = { ...values, is_on: { ...values.is_on, no_worker: true } }
  expect(toAlertInput(on).thresholds.no_worker).toBe(DEFAULT_THRESHOLDS.no_worker)
  const empty = { ...values, thresholds: { ...values.thresholds, queue_depth: null } }
  expect(toAlertInput(empty).thresholds.queue_depth).toBe(DEFAULT_THRESHOLDS.queue_depth)
})
