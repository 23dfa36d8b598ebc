export function findRedis(environment?: NodeJS.ProcessEnv): string | null
export function ensureRedis(): string
