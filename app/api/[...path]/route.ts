import { notFound } from '#lib/domain/errors.ts'
import { route } from '#lib/http/route.ts'

/** Everything under /api that is no route: a problem in JSON rather than a page. */
const missing = route({ auth: 'none', doc: { summary: 'Answer what is not there' } }, () => {
  throw notFound('This address')
})

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT }
