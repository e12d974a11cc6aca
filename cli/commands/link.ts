import type { Arguments } from '../arguments'
import { createOwnerLink } from '../demo/owner'
import { openFolders } from '../installation/installation'
import { readSettings } from '../installation/settings'
import { livingProcesses } from '../processes/pid-file'
import { say } from '../terminal/progress'

/** A fresh one-time sign-in link for the owner. Whoever runs this may read the database anyway. */
export async function link(words: Arguments): Promise<number> {
  const folders = openFolders(words.home)
  const settings = await readSettings(folders)
  if (settings === null || !(await livingProcesses(folders.run)).some((record) => record.name === 'web')) {
    say('Bulkhead is not running here; ./bulkhead up starts it and prints a link.')
    return 3
  }
  process.stdout.write(`${await createOwnerLink(settings)}\n`)
  return 0
}
