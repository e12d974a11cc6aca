import type { Arguments } from '../arguments'
import { openFolders } from '../installation/installation'
import { readSettings } from '../installation/settings'
import { livingProcesses, stopProcess } from '../processes/pid-file'
import { stopEverything, supervisorName } from '../processes/stop-everything'
import { say, step } from '../terminal/progress'

export async function down(words: Arguments): Promise<number> {
  const folders = openFolders(words.home)
  const settings = await readSettings(folders)
  if (settings === null) {
    say('There is no installation here yet; ./bulkhead up makes one.')
    return 0
  }
  await step('Stopping', 'Stopped', async () => {
    const supervisor = (await livingProcesses(folders.run)).find((record) => record.name === supervisorName)
    if (supervisor !== undefined) await stopProcess(supervisor, 60_000)
    await stopEverything(folders, settings)
  })
  say(`Nothing of this installation runs any more. Its data is kept in ${folders.home}`)
  return 0
}
