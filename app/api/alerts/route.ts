import { z } from 'zod'
import { alertView, listAlertsQuery } from '#lib/domain/operations/alert-schema.ts'
import { linked } from '#lib/http/linked.ts'
import { route } from '#lib/http/route.ts'
import { listAlerts } from '#lib/services/alert/list.ts'

export const GET = route(
  {
    input: listAlertsQuery,
    doc: {
      summary: 'List alerts',
      description: 'The newest first.',
      scope: 'agents:read',
      output: z.array(alertView),
    },
  },
  async ({ ctx, input, request }) => linked(request, await listAlerts(ctx, input)),
)
