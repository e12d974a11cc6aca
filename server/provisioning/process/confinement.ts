import { spawnSync } from 'node:child_process'
import type { GuardId } from '@/domain/runtime/guard-report'
import type { Owner } from '../runtime-folders'
import { exactEnv } from './exact-env'

/**
 * How far this machine lets us wall off a plain process. Found out by trying, because it depends on who we are, on the
 * tools that are installed and on what an outer container allows; what is not met is waived by name.
 */
export type Confinement = {
  /** The words before the program's own. */
  prefix(owner: Owner): string[]
  ownerOf(runtimeId: string): Owner
  waivedGuards: GuardId[]
}

/** Tenants get user ids of their own from here on: far above those of people and services. */
const firstOwnUid = 0x4000_0000

const withoutPrivileges = ['setpriv', '--no-new-privs']
const withoutCapabilities = [...withoutPrivileges, '--ambient-caps=-all', '--inh-caps=-all', '--bounding-set=-all']

/** Best first. An ordinary user may do it in a user namespace of its own, where the kernel's settings allow that. */
function networkWays(isRoot: boolean): string[][] {
  const inOwnUsers = ['unshare', '--user', '--map-current-user']
  return isRoot
    ? [['unshare', '--net', '--'], []]
    : // The capabilities of that namespace are kept for setpriv, which drops them for good.
      [[...inOwnUsers, '--keep-caps', '--net', '--'], [...inOwnUsers, '--net', '--'], []]
}

export type ConfinementProbe = {
  /** What a runtime's user must be able to read. */
  readable: string[]
  works(command: string[]): boolean
  platform: NodeJS.Platform
  uid: number
  gid: number
}

export function probeConfinement(readable: string[]): Confinement {
  return chooseConfinement({
    readable,
    works: ([command = '', ...args]) =>
      spawnSync(command, args, { stdio: 'ignore', timeout: 15_000, env: exactEnv() }).status === 0,
    platform: process.platform,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
  })
}

export function chooseConfinement(probe: ConfinementProbe): Confinement {
  const { works, uid, gid } = probe
  const isRoot = uid === 0
  const net = networkWays(isRoot).find((words) => words.length === 0 || works([...words, 'true'])) ?? []
  // setpriv may succeed and have dropped nothing: only the outcome counts.
  const yields = (words: string[], line: string) =>
    works([...net, ...words, '--', 'grep', '-Eqx', line, '/proc/self/status'])
  const dropsCapabilities = yields(withoutCapabilities, 'CapBnd:[[:space:]]0+')
  const dropsPrivileges = dropsCapabilities || yields(withoutPrivileges, 'NoNewPrivs:[[:space:]]1')
  const setpriv = dropsCapabilities ? withoutCapabilities : dropsPrivileges ? withoutPrivileges : []

  const asOwner = ({ uid: to, gid: toGroup }: Owner) => [`--reuid=${to}`, `--regid=${toGroup}`, '--clear-groups']
  const look = `for (const path of process.argv.slice(1)) require('node:fs').accessSync(path, 4)`
  const sample = { uid: firstOwnUid, gid: firstOwnUid }
  const ownUsers =
    isRoot &&
    setpriv.length > 0 &&
    works([...net, ...setpriv, ...asOwner(sample), '--', process.execPath, '-e', look, ...probe.readable])

  return {
    prefix: (owner) => [...net, ...setpriv, ...(ownUsers ? asOwner(owner) : []), ...(setpriv.length > 0 ? ['--'] : [])],
    ownerOf(runtimeId) {
      if (!ownUsers) return { uid, gid }
      const own = firstOwnUid + Number.parseInt(runtimeId.replaceAll('-', '').slice(-7), 16)
      return { uid: own, gid: own }
    },
    waivedGuards: [
      ...waive('no-capabilities', dropsCapabilities),
      ...waive('no-new-privileges', dropsPrivileges),
      'seccomp',
      // The guard reads /proc, which only Linux has.
      ...waive('not-root', (ownUsers || !isRoot) && probe.platform === 'linux'),
      ...waive('loopback-only', net.length > 0),
      'read-only-root',
      'memory-limit',
      'pids-limit',
    ],
  }
}

function waive(guard: GuardId, isMet: boolean): GuardId[] {
  return isMet ? [] : [guard]
}
