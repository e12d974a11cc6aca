import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Arguments } from '../arguments'
import { removeRuntimeImages, stopAllRuntimes } from '../engine/runtimes'
import { openFolders } from '../installation/installation'
import { readSettings } from '../installation/settings'
import { stopProcesses } from '../processes/stop-everything'
import { say, step } from '../terminal/progress'
import { down } from './down'

/** Deletes all data of this installation, after asking. */
export async function reset(words: Arguments): Promise<number> {
  const folders = openFolders(words.home)
  const settings = await readSettings(folders).catch(() => null)
  if (!words.yes && !(await confirmed(folders.home))) {
    say('Nothing was changed.')
    return 1
  }
  if (settings !== null) {
    await down(words)
    await stopAllRuntimes(folders, settings, { keepData: false })
  } else await step('Stopping', 'Stopped', () => stopProcesses(folders))
  await step('Deleting', 'Deleted', async () => {
    await removeRuntimeImages()
    await rm(folders.home, { recursive: true, force: true })
    if (!folders.doors.startsWith(folders.home)) await rm(dirname(folders.doors), { recursive: true, force: true })
  })
  say(`${folders.home} is gone. ./bulkhead up starts anew.`)
  return 0
}

async function confirmed(home: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    say('reset asks first, and nobody is there to answer. Add --yes if you mean it.')
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(
      `This deletes every blueprint, tenant, conversation and key in ${home}. There is no way back.\nType "reset" to go on: `,
    )
    return answer.trim() === 'reset'
  } finally {
    terminal.close()
  }
}
