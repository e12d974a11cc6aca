import { execFile, spawn } from 'node:child_process'
import { access, mkdir, open, readFile, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { BulkheadError } from '@/domain/errors'
import { step } from '../terminal/progress'
import { dockerAnswers } from './docker-daemon'

const run = promisify(execFile)
const daemonLog = '/var/log/bulkhead-dockerd.log'
const daemonPidFile = '/var/run/docker.pid'

/** Installs Debian's `docker.io` if there is no dockerd, and starts the daemon if none answers. Idempotent. */
export async function installDocker(): Promise<void> {
  if (await dockerAnswers()) return
  if (process.getuid?.() !== 0) {
    throw new BulkheadError(
      'engine-unavailable',
      'Installing Docker needs root. Run it with sudo, or install docker.io yourself.',
    )
  }
  if (!(await onPath('dockerd'))) {
    await step('Installing Docker (docker.io)', 'Installed Docker', () => aptInstall(['docker.io']))
  }
  await step('Starting the Docker daemon', 'Docker daemon answers', startDaemon)
}

/** Debian and Ubuntu only; without recommended packages. */
export async function aptInstall(packages: readonly string[]): Promise<void> {
  if (!(await onPath('apt-get'))) {
    throw new BulkheadError(
      'internal',
      `Only Debian and Ubuntu can be set up here. Install yourself: ${packages.join(', ')}`,
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await run('apt-get', ['update', '-q'], { env, maxBuffer: 64e6 })
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env, maxBuffer: 64e6 })
  } catch (cause) {
    const words = (cause as { stderr?: string }).stderr?.trim().split('\n').slice(-5).join('\n')
    throw new BulkheadError('internal', `apt-get could not install ${packages.join(', ')}: ${words ?? String(cause)}`, {
      cause,
    })
  }
}

export async function onPath(program: string): Promise<boolean> {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
  const found = await Promise.all(
    folders.map((folder) =>
      access(`${folder}/${program}`).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}

async function startDaemon(): Promise<void> {
  const systemd = await access('/run/systemd/system').then(
    () => true,
    () => false,
  )
  if (systemd) await run('systemctl', ['start', 'docker'])
  else if (!(await daemonIsStarting())) await spawnDaemon()
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    if (await dockerAnswers()) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new BulkheadError('engine-unavailable', `The Docker daemon did not answer within 60 s. Its log: ${daemonLog}`)
}

/** A second daemon beside a living one would take its network away. */
async function daemonIsStarting(): Promise<boolean> {
  const pid = Number(await readFile(daemonPidFile, 'utf8').catch(() => ''))
  return pid > 0 && (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() === 'dockerd'
}

async function spawnDaemon(): Promise<void> {
  // Of a daemon that was killed: dockerd would refuse to start if a stranger has that number by now.
  await rm(daemonPidFile, { force: true })
  await mkdir('/var/log', { recursive: true })
  const log = await open(daemonLog, 'a')
  const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` }
  spawn('dockerd', [], { detached: true, stdio: ['ignore', log.fd, log.fd], env }).unref()
  await log.close()
}
