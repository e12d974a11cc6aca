import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Arguments } from '../arguments'
import { dockerAnswers } from '../engine/docker-daemon'
import { onPath } from '../engine/install-docker'
import { openFolders } from '../installation/installation'
import { defaultPorts, readSettings } from '../installation/settings'
import { livingProcesses } from '../processes/pid-file'
import { requireFreePort } from '../processes/ports'
import { say } from '../terminal/progress'

type Finding = { ok: boolean; what: string; mend?: string }

const neededBytes = 3e9

/** What is missing on this machine, and the command that mends it. Exit code 1 when something is needed. */
export async function doctor(words: Arguments): Promise<number> {
  const folders = openFolders(words.home)
  const findings = [
    await checkDocker(),
    await checkDisk(dirname(folders.home)),
    await checkSettings(words),
    ...(await checkPorts(words)),
    await checkChromium(),
  ]
  for (const finding of findings) {
    say(
      `${finding.ok ? '✓' : '✗'} ${finding.what}${finding.ok || finding.mend === undefined ? '' : `\n    ${finding.mend}`}`,
    )
  }
  return findings.every((finding) => finding.ok) ? 0 : 1
}

async function checkDocker(): Promise<Finding> {
  if (await dockerAnswers()) return { ok: true, what: 'A Docker daemon answers: tenants run sealed.' }
  return {
    ok: false,
    what: 'No Docker daemon answers: tenants would run as plain processes, for trying out only.',
    mend: 'Start Docker; on Debian and Ubuntu as root: ./bulkhead up --install-docker',
  }
}

async function checkDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const what = `${(free / 1e9).toFixed(1)} GB free in ${folder}`
  return { ok: free > neededBytes, what, mend: 'Free some space: about 3 GB are needed for the build and the image.' }
}

async function checkSettings(words: Arguments): Promise<Finding> {
  const folders = openFolders(words.home)
  try {
    const settings = await readSettings(folders)
    return { ok: true, what: settings === null ? 'No installation yet.' : `Installation in ${folders.home}` }
  } catch (error) {
    return { ok: false, what: (error as Error).message, mend: './bulkhead reset' }
  }
}

async function checkPorts(words: Arguments): Promise<Finding[]> {
  const folders = openFolders(words.home)
  const running = (await livingProcesses(folders.run)).length > 0
  if (running) return [{ ok: true, what: 'Bulkhead is running; its ports are its own.' }]
  const ports = (await readSettings(folders).catch(() => null))?.ports ?? defaultPorts
  const uses = [
    { port: ports.web, purpose: 'the app', option: '--port' },
    { port: ports.gateway, purpose: 'the gateway', option: '--gateway-port' },
  ]
  return Promise.all(
    uses.map(async (use) => {
      const taken = await requireFreePort(use).then(
        () => null,
        (error: Error) => error.message,
      )
      return { ok: taken === null, what: taken ?? `Port ${use.port} (${use.purpose}) is free.` }
    }),
  )
}

async function checkChromium(): Promise<Finding> {
  const found = (await onPath('chromium')) || (await onPath('google-chrome'))
  return found
    ? { ok: true, what: 'Chromium is here (for ./bulkhead test).' }
    : {
        ok: false,
        what: 'No Chromium: ./bulkhead test needs it; running Bulkhead does not.',
        mend: 'apt-get install chromium',
      }
}
