/** Next calls this once when the server starts. The import stands inside the condition, so that no edge bundle has it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startWebProcess } = await import('#lib/worker/web.ts')
    startWebProcess()
  }
}
