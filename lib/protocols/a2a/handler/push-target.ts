import type { TaskPushNotificationConfig } from '@a2a-js/sdk'
import type { Ctx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import type { PushTarget } from '#lib/services/peer-task/push-config.ts'
import type { WireVersion } from '../version.ts'

const MAX_CONFIG_ID_LENGTH = 128
const MAX_SECRET_LENGTH = 4_096
/** RFC 9110, 5.6.2: the scheme is a token; the rest is what a header can carry. */
const SCHEME = /^[!#$%&'*+.^_`|~\w-]{1,40}$/
const HEADER_TEXT = /^[\x20-\x7e]*$/

function checkText(text: string, field: string): void {
  if (text.length > MAX_SECRET_LENGTH || !HEADER_TEXT.test(text))
    throw invalidInput(`${field} must be at most ${MAX_SECRET_LENGTH} printable ASCII characters.`, field)
}

/**
 * Where a peer wants to be told, checked: the address by the guard that every post goes through (no private network, https,
 * resolved now and again at each post). Throws `invalid_input`. Not inside a transaction.
 */
export async function readPushTarget(
  ctx: Ctx,
  config: TaskPushNotificationConfig,
  wireVersion: WireVersion,
): Promise<PushTarget> {
  if (config.url === '') throw invalidInput('url is missing.', 'url')
  if (config.id.length > MAX_CONFIG_ID_LENGTH)
    throw invalidInput(`id may have at most ${MAX_CONFIG_ID_LENGTH} characters.`, 'id')
  checkText(config.token, 'token')
  const { authentication } = config
  if (authentication && authentication.scheme !== '') {
    if (!SCHEME.test(authentication.scheme)) throw invalidInput('This is no authentication scheme.', 'scheme')
    checkText(authentication.credentials, 'credentials')
  }
  await ctx.ports.outside.check(config.url, 'url')
  return {
    config_id: config.id || ctx.newId(),
    wire_version: wireVersion,
    config: {
      url: config.url,
      token: config.token,
      authentication: authentication && authentication.scheme !== '' ? authentication : null,
    },
  }
}

/** The configuration as the peer sees it: without the credentials that it gave. */
export const toSdkConfig = (taskId: string, target: PushTarget): TaskPushNotificationConfig => ({
  tenant: '',
  id: target.config_id,
  taskId,
  url: target.config.url,
  token: target.config.token,
  authentication: target.config.authentication
    ? { scheme: target.config.authentication.scheme, credentials: '' }
    : undefined,
})
