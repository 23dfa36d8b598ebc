import { authRoute } from '#lib/http/auth-route.ts'
import { documented } from '#lib/http/openapi/doc.ts'
import { SIGN_IN_READS, SIGN_IN_WRITES } from '#lib/http/openapi/sign-in-doc.ts'

export const GET = documented(authRoute, ...SIGN_IN_READS)
export const POST = documented(authRoute, ...SIGN_IN_WRITES)
