import {
  alertSettingsView,
  saveAlertSettingsInput,
  savedAlertSettingsView,
} from '#lib/domain/operations/alert-schema.ts'
import { route } from '#lib/http/route.ts'
import { getAlertSettings } from '#lib/services/alert/get-settings.ts'
import { saveAlertSettings } from '#lib/services/alert/save-settings.ts'

export const GET = route(
  { doc: { summary: 'Read when and whom to alert', scope: 'settings:write', output: alertSettingsView } },
  ({ ctx }) => getAlertSettings(ctx),
)

/** A signing secret that was made is in this answer and nowhere else. */
export const PUT = route(
  {
    input: saveAlertSettingsInput,
    isRepeatable: false,
    doc: {
      summary: 'Change when and whom to alert',
      description: 'A signing secret that is made is in this answer and nowhere else.',
      scope: 'settings:write',
      output: savedAlertSettingsView,
    },
  },
  ({ ctx, input }) => saveAlertSettings(ctx, input),
)
