import type { Arguments } from '../arguments'
import { listAllRuntimes } from '../engine/runtimes'
import { openFolders } from '../installation/installation'
import { readSettings } from '../installation/settings'
import { livingProcesses } from '../processes/pid-file'
import { webOrigin } from '../processes/services'
import { supervisorName } from '../processes/stop-everything'
import { say } from '../terminal/progress'

/** What is running, as observed now: exit code 0 when all of it is, 3 when not (as systemctl has it). */
export async function status(words: Arguments): Promise<number> {
  const folders = openFolders(words.home)
  const settings = await readSettings(folders)
  if (settings === null) {
    say('There is no installation here yet; ./bulkhead up makes one.')
    return 3
  }
  const living = new Map((await livingProcesses(folders.run)).map((record) => [record.name, record.pid]))
  const expected = [supervisorName, 'web', 'controller', 'gateway', 'broker']
  for (const name of expected) {
    const pid = living.get(name)
    say(pid === undefined ? `✗ ${name.padEnd(12)} not running` : `✓ ${name.padEnd(12)} pid ${pid}`)
  }
  for (const { engine, observations } of await listAllRuntimes(folders, settings)) {
    const running = observations.filter((one) => one.phase === 'running').length
    say(`  ${engine.padEnd(12)} ${running} of ${observations.length} runtimes running`)
  }
  say(`  app          ${webOrigin(settings)}`)
  say(`  tenants      http://<slug>.localhost:${settings.ports.gateway}`)
  return expected.every((name) => living.has(name)) ? 0 : 3
}
