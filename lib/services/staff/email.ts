/** An e-mail address as accounts are found by: without surrounding space and case. */
export const normaliseEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase()
