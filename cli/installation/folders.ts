import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Where one installation keeps everything. Removing `home` removes it whole. */
export type Folders = {
  checkout: string
  home: string
  settings: string
  keys: string
  logs: string
  run: string
  postgres: string
  data: string
  /** Apart from `home` when that would make the doors' socket paths too long. */
  doors: string
  runtimeDist: string
}

const longestDoorsFolder = 57

export function foldersOf(checkout: string, chosenHome?: string): Folders {
  const home = resolve(chosenHome ?? defaultHome(checkout))
  const tag = createHash('sha256').update(home).digest('hex').slice(0, 8)
  const doors = join(home, 'doors')
  return {
    checkout,
    home,
    settings: join(home, 'settings.json'),
    keys: join(home, 'keys'),
    logs: join(home, 'logs'),
    run: join(home, 'run'),
    postgres: join(home, 'postgres'),
    data: join(home, 'data'),
    doors: doors.length <= longestDoorsFolder ? doors : join(tmpdir(), `bulkhead-${tag}`, 'doors'),
    runtimeDist: join(checkout, 'dist', 'runtime'),
  }
}

/** Others may pass through `home`, as PostgreSQL's own user must, but see nothing: what is in it is private by itself. */
export function makeHome(folders: Folders): void {
  mkdirSync(folders.home, { recursive: true })
  chmodSync(folders.home, 0o711)
}

/** Beside the checkout's files; but where root keeps a private checkout, PostgreSQL's own user could not get in. */
function defaultHome(checkout: string): string {
  if (process.getuid?.() !== 0 || isOpenToAll(checkout)) return join(checkout, '.bulkhead')
  return join('/var/lib/bulkhead', createHash('sha256').update(checkout).digest('hex').slice(0, 8))
}

function isOpenToAll(folder: string): boolean {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
  }
  return true
}
