import { resolve } from 'node:path'
import type { ProcessRole } from '@/server/db/roles'
import { urlForRole } from '@/server/db/set-up-cluster'
import { type Folders, foldersOf } from './folders'
import type { Settings } from './settings'

export const databaseName = 'bulkhead'

/** The checkout that this command was started from: `bulkhead` changes into it first. */
export function openFolders(home: string | undefined): Folders {
  return foldersOf(resolve('.'), home)
}

export function administratorUrl(settings: Settings): string {
  const password = encodeURIComponent(settings.passwords.administrator)
  return `postgresql://postgres:${password}@127.0.0.1:${settings.ports.postgres}/postgres`
}

export function databaseUrl(settings: Settings, role: ProcessRole | 'owner'): string {
  return urlForRole(administratorUrl(settings), databaseName, role, settings.passwords[role])
}
