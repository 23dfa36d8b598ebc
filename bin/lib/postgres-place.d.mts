import type { ServerUser } from './postgres.mjs'

export function ensureBinariesReachable(binaries: string, user: ServerUser | null): string
