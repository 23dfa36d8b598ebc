/** A failure whose message is one sentence for the person at the terminal; it is printed without a stack. */
export class StartError extends Error {
  name = 'StartError'
}

const DISK_FULL = /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded/

/** Says in one sentence what went wrong. Unknown errors keep their first line and name the log to look into. */
export function explain(error, { dataDir, logFile } = {}) {
  const text = error instanceof Error ? `${error.code ?? ''} ${error.message}` : String(error)
  if (DISK_FULL.test(text)) {
    return `The disk is full: free some space${dataDir ? ` where ${dataDir} is` : ''} and start again. No data was changed.`
  }
  if (error instanceof StartError) return error.message
  if (error?.code === 'EACCES' || error?.code === 'EPERM' || error?.code === 'EROFS') {
    return `Switchboard may not write to ${error.path ?? dataDir}: give it the right to, or set DATA_DIR to another folder.`
  }
  const [line] = text.trim().split('\n')
  return logFile ? `${line} More is in ${logFile}.` : line
}
