import { appointmentResource } from './appointment.ts'
import { conversationResource } from './conversation.ts'
import type { Resource } from './resource.ts'
import { scheduleResource } from './schedule.ts'

/** Every kind of resource, in the order in which clients list them. */
export const RESOURCES: readonly Resource[] = [conversationResource, appointmentResource, scheduleResource]
