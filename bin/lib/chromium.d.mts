export const CHROMIUM_ARGS: string[]
export function findChromium(environment?: NodeJS.ProcessEnv): string | null
