export function requireRedis(environment?: NodeJS.ProcessEnv): string
