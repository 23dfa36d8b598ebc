import type { ChildProcess } from 'node:child_process'

export interface ServerUser {
  name: string
  uid: number
  gid: number
}

export interface RunningServer {
  pid: number
  child: ChildProcess
  port: number
  dataDir: string
}

export interface ClusterOptions {
  binaries: string
  dataDir: string
  user: ServerUser | null
  superuser: string
  password: string
  throwAway?: boolean
}

export interface StartOptions {
  binaries: string
  dataDir: string
  user: ServerUser | null
  port: number
  logFile: string
  settings?: Record<string, string>
  guard?: string
}

export function packagedPostgres(): string
export function serverUser(): ServerUser | null
export function canReach(user: ServerUser | null, folder: string): boolean
export function freePort(preferred?: number): Promise<number>
export function isCluster(dataDir: string): boolean
export function createCluster(options: ClusterOptions): void
export function readPostmaster(dataDir: string): { pid: number; port: number; isReady: boolean } | null
export function stopServer(pid: number): Promise<void>
export function startServer(options: StartOptions): Promise<RunningServer>
