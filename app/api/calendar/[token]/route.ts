import { calendarRoute } from '#lib/http/calendar-route.ts'
import { CALENDAR } from '#lib/http/openapi/calendar-doc.ts'
import { documented } from '#lib/http/openapi/doc.ts'

export const GET = documented(calendarRoute, CALENDAR)
