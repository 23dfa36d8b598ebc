/** The system clock in epoch milliseconds: sessions, keys, signatures, leases, heartbeats, rate limits. */
export const systemNow = (): number => Date.now()
