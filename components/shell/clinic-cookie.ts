/** Names the clinic chosen last, so that the server's first paint shows it. It grants nothing. */
export const CLINIC_COOKIE = 'switchboard.clinic'
