import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Whether a process with this id runs. A zombie counts as gone: it holds nothing any more. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  return !(process.platform === 'linux' && statFields(pid)?.state === 'Z' && threadsOf(pid) <= 1)
}

/** How many threads are left: the first one may be a zombie while others, as they end, still hold files and ports. */
function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).length
  } catch {
    return 0
  }
}

/** Fields 3 and 22 of /proc/<pid>/stat (proc(5)); the name in field 2 may hold spaces and brackets. */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], startTime: fields[19] }
  } catch {
    return null
  }
}

/** When a process began, as an opaque string: with the id it names one process for ever, ids alone are used again. */
export function startMark(pid) {
  if (process.platform === 'linux') {
    const startTime = statFields(pid)?.startTime
    return startTime ? `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startTime}` : null
  }
  if (process.platform === 'win32') return null
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

/** Whether the process that was noted as `{pid, mark}` is still the one that runs under this id. */
export function isSameProcess(noted) {
  if (!noted || !isAlive(noted.pid)) return false
  return noted.mark === null || startMark(noted.pid) === noted.mark
}

/** What is kept of a process to recognise it later. */
export const noteOf = (pid) => ({ pid, mark: startMark(pid) })

/** The command line of a process, for telling whose it is; empty when it cannot be read. */
export function commandOf(pid) {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** Whether any process has `folder` as its working directory, as every process of a PostgreSQL server has. Linux only. */
export function isWorkedIn(folder) {
  if (process.platform !== 'linux') return false
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readlinkSync(`/proc/${name}/cwd`) === folder
    } catch {
      return false
    }
  })
}
