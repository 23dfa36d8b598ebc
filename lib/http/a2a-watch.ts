import type { App } from '#lib/compose.ts'
import type { TaskWatch } from '#lib/protocols/a2a/handler/call.ts'

/** Listens for changes of one task, from now on, until it is closed or the signal ends. */
export function watchTask(app: App, taskId: string, signal: AbortSignal): TaskWatch {
  let hasChanged = false
  let ring: (() => void) | null = null
  const note = () => {
    hasChanged = true
    ring?.()
  }
  const unsubscribe = app.hub.subscribe({
    onEvent: (event) => {
      if (event.type === 'peer_task.changed' && event.id === taskId) note()
    },
    onGap: note,
  })
  signal.addEventListener('abort', note)
  return {
    async changed(atMostMs) {
      if (!hasChanged) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atMostMs)
          ring = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        ring = null
      }
      hasChanged = false
    },
    close() {
      unsubscribe()
      signal.removeEventListener('abort', note)
    },
  }
}
