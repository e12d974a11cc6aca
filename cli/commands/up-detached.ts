import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Folders, makeHome } from '../installation/folders'
import { say } from '../terminal/progress'

/** `up --detach`: the same command in the background; returns when it serves, or with its words when it failed. */
export async function detach(folders: Folders): Promise<number> {
  makeHome(folders)
  mkdirSync(folders.logs, { recursive: true, mode: 0o700 })
  const logFile = join(folders.logs, 'up.log')
  const log = openSync(logFile, 'w', 0o600)
  const words = process.argv.slice(2).filter((word) => word !== '--detach')
  const child = spawn(process.execPath, [join(folders.checkout, 'dist', 'cli.mjs'), ...words], {
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  let shown = 0
  for (;;) {
    const finished = ended
    const text = await readFile(logFile, 'utf8')
    const whole = text.slice(shown, text.lastIndexOf('\n') + 1)
    if (whole.trim() !== '') say(whole.trimEnd())
    shown += whole.length
    if (text.includes('Ctrl-C stops everything')) {
      child.unref()
      return 0
    }
    if (finished) return 1
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
