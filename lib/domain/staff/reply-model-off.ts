import type { HealthView } from './schema.ts'

/** No model reads replies: there is none, or an administrator has switched it off. Apart from the schema, which every page would load. */
export const isReplyModelOff = ({ reply_model }: Pick<HealthView, 'reply_model'>): boolean =>
  reply_model === 'off' || reply_model === 'switched off'
