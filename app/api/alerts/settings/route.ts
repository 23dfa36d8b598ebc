import { saveAlertSettingsInput } from '#lib/domain/operations/alert-schema.ts'
import { route } from '#lib/http/route.ts'
import { getAlertSettings } from '#lib/services/alert/get-settings.ts'
import { saveAlertSettings } from '#lib/services/alert/save-settings.ts'

export const GET = route({}, ({ ctx }) => getAlertSettings(ctx))

/** A signing secret that was made is in this answer and nowhere else. */
export const PUT = route({ input: saveAlertSettingsInput }, ({ ctx, input }) => saveAlertSettings(ctx, input))
