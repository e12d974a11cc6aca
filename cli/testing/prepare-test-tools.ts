import { chooseEngine } from '../engine/choose-engine'
import { aptInstall, onPath } from '../engine/install-docker'
import { say, step } from '../terminal/progress'

/** As root on Debian or Ubuntu it installs what is missing; elsewhere a missing tool fails the tests that need it, loudly. */
export async function prepareTestTools(wanted: { docker: boolean }): Promise<void> {
  const root = process.getuid?.() === 0
  if (!(await onPath('chromium'))) {
    if (root) await step('Installing Chromium', 'Installed Chromium', () => aptInstall(['chromium']))
    else say('! Chromium is missing; the browser tests will fail. Install it: apt-get install chromium')
  }
  if (wanted.docker) {
    await chooseEngine('docker', root).catch((error: Error) => say(`! ${error.message}\n! The Docker tests will fail.`))
  }
}
