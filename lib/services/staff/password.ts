import { hash, verify } from '@node-rs/argon2'

/** Argon2id, 19 MiB and two passes: ASVS 5.0 11.4.2. The library's `Algorithm` is a const enum; 2 is Argon2id. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Longer ones are refused unread, so that nobody makes the server hash megabytes. */
const MAX_PASSWORD_LENGTH = 200

/** One spelling for every way a keyboard can produce the same characters (NIST SP 800-63B-4, 3.1.1.2). */
const normalised = (password: string) => password.normalize('NFKC')

/** The hash of a password, in PHC string format. */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), ARGON2ID)

let dummyHash: Promise<string> | undefined

/**
 * Whether the password is the one behind `passwordHash`. Null, for an account that does not exist, takes as long and is
 * false: the time tells nobody which accounts exist.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (password.length > MAX_PASSWORD_LENGTH) return false
  dummyHash ??= hashPassword('the password of an account that does not exist')
  const isRight = await verify(passwordHash ?? (await dummyHash), normalised(password))
  return isRight && passwordHash !== null
}
