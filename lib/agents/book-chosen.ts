import type { TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { type ErrorCode, isSwitchboardError } from '#lib/domain/errors.ts'
import { type BookedOption, bookOption } from '#lib/services/offer/book-option.ts'

/**
 * Books the option that a patient chose, in a savepoint, so that a lost race leaves the transaction able to go on: then
 * the answer is the reason. Other errors are thrown, unless `also` names their code.
 */
export async function bookChosen(
  tx: TxCtx,
  chosen: { offer_id: string; option_id: string },
  also: readonly ErrorCode[] = [],
): Promise<BookedOption | { code: ErrorCode; reason: string }> {
  try {
    return await mutate(tx, { name: 'offer.book_option', permission: 'appointments:write' }, (inner) =>
      bookOption(inner, { offer_id: chosen.offer_id, option_id: chosen.option_id }),
    )
  } catch (error) {
    if (!isSwitchboardError(error) || !['conflict', ...also].includes(error.code)) throw error
    return { code: error.code, reason: error.message }
  }
}
