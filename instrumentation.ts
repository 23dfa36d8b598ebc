/** Next calls this once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startWebProcess } = await import('#lib/worker/web.ts')
  startWebProcess()
}
