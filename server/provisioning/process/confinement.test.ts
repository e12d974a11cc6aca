import { expect, it } from 'vitest'
import { type ConfinementProbe, chooseConfinement } from './confinement'

const always = ['seccomp', 'read-only-root', 'memory-limit', 'pids-limit']
const runtimeId = '5d0a7c3e-5a2f-4c56-9d2e-0123456789ab'

function on(machine: { uid: number; has: RegExp | null; platform?: NodeJS.Platform }) {
  const probe: ConfinementProbe = {
    readable: ['/images'],
    works: (command) =>
      command.every((word) => !/^(unshare|setpriv|grep|--reuid.*)$/.test(word) || machine.has?.test(word)),
    platform: machine.platform ?? 'linux',
    uid: machine.uid,
    gid: machine.uid,
  }
  return chooseConfinement(probe)
}

it('gives each tenant a user and no network where root has the tools, and waives only what no process can have', () => {
  const confinement = on({ uid: 0, has: /./ })
  const owner = confinement.ownerOf(runtimeId)
  expect(confinement.waivedGuards).toEqual(always)
  expect(owner.uid).toBeGreaterThanOrEqual(0x4000_0000)
  expect(confinement.ownerOf('5d0a7c3e-5a2f-4c56-9d2e-0123456789ac')).not.toEqual(owner)
  expect(confinement.prefix(owner).join(' ')).toBe(
    `unshare --net -- setpriv --no-new-privs --ambient-caps=-all --inh-caps=-all --bounding-set=-all --reuid=${owner.uid} --regid=${owner.gid} --clear-groups --`,
  )
})

it('stays root, without capabilities, where a tenant could not reach its own folders', () => {
  const confinement = on({ uid: 0, has: /^(unshare|setpriv|grep)$/ })
  expect(confinement.ownerOf(runtimeId)).toEqual({ uid: 0, gid: 0 })
  expect(confinement.waivedGuards).toEqual(['seccomp', 'not-root', ...always.slice(1)])
})

it('never asks for another user when it is an ordinary one', () => {
  const confinement = on({ uid: 1000, has: /./ })
  expect(confinement.waivedGuards).toEqual(always)
  expect(confinement.prefix(confinement.ownerOf(runtimeId)).join(' ')).not.toContain('--reuid')
})

it('believes what it sees in /proc, not that a tool has said nothing', () => {
  const confinement = on({ uid: 1000, has: /^(unshare|setpriv)$/ })
  expect(confinement.waivedGuards).toEqual(['no-capabilities', 'no-new-privileges', ...always])
})

it('waives by name all that it cannot build', () => {
  const bare = on({ uid: 501, has: null, platform: 'darwin' })
  expect(bare.prefix(bare.ownerOf(runtimeId))).toEqual([])
  expect(new Set(bare.waivedGuards)).toEqual(
    new Set([...always, 'no-capabilities', 'no-new-privileges', 'not-root', 'loopback-only']),
  )
})
