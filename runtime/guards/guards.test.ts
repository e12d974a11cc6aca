import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { failedGuards, guardIds } from '@/domain/runtime/guard-report'
import { readBootEnv } from '../host/read-boot-env'
import { bundleKey, ids } from '../testing/bundles'
import { judgeCgroupLimit } from './cgroup-limit'
import { judgeLoopbackOnly } from './loopback-only'
import { judgeCapabilities } from './no-capabilities'
import { judgeNoNewPrivileges } from './no-new-privileges'
import { judgeEnv } from './no-secret-env'
import { judgeNotRoot } from './not-root'
import { runGuards } from './run-guards'
import { judgeSeccomp } from './seccomp'

/** /proc/self/status of a sealed container, shortened. */
const sealed = [
  'Name:\tnode',
  'Uid:\t1000\t1000\t1000\t1000',
  'Gid:\t1000\t1000\t1000\t1000',
  'CapInh:\t0000000000000000',
  'CapPrm:\t0000000000000000',
  'CapEff:\t0000000000000000',
  'CapBnd:\t0000000000000000',
  'CapAmb:\t0000000000000000',
  'NoNewPrivs:\t1',
  'Seccomp:\t2',
  'Seccomp_filters:\t1',
].join('\n')
const change = (from: string, to: string) => sealed.replace(from, to)

it.each([
  ['sealed', sealed, true],
  ['a capability in force', change('CapEff:\t0000000000000000', 'CapEff:\t0000000000000400'), false],
  ['a capability that could be gained', change('CapBnd:\t0000000000000000', 'CapBnd:\t00000000a80425fb'), false],
])('no-capabilities with %s', (_name, status, ok) => {
  expect(judgeCapabilities(status).ok).toBe(ok)
})

it('no-new-privileges and seccomp are read, and only their strict values pass', () => {
  expect(judgeNoNewPrivileges(sealed).ok).toBe(true)
  expect(judgeNoNewPrivileges(change('NoNewPrivs:\t1', 'NoNewPrivs:\t0')).ok).toBe(false)
  expect(judgeSeccomp(sealed).ok).toBe(true)
  expect(judgeSeccomp(change('Seccomp:\t2', 'Seccomp:\t0'))).toEqual({ ok: false, evidence: 'Seccomp 0' })
})

it('a field that the kernel does not report is an error, not a pass', () => {
  expect(() => judgeSeccomp('Name:\tnode')).toThrow('has no Seccomp')
})

it.each([
  ['an ordinary user', sealed, true],
  ['root', change('Uid:\t1000\t1000\t1000\t1000', 'Uid:\t0\t0\t0\t0'), false],
  ['a way back to root', change('Uid:\t1000\t1000\t1000\t1000', 'Uid:\t1000\t1000\t0\t1000'), false],
  ['the root group', change('Gid:\t1000\t1000\t1000\t1000', 'Gid:\t0\t0\t0\t0'), false],
])('not-root as %s', (_name, status, ok) => {
  expect(judgeNotRoot(status).ok).toBe(ok)
})

const devices = (...names: string[]) =>
  ['Inter-|   Receive', ' face |bytes', ...names.map((name) => `${name.padStart(6)}:       0       0`), ''].join('\n')
const noRoutes = 'Iface\tDestination\tGateway\n'

it.each([
  ['lo alone', devices('lo'), noRoutes, true],
  ['lo and idle fallback tunnels', devices('lo', 'tunl0', 'sit0'), noRoutes, true],
  ['a bridge', devices('lo', 'eth0'), noRoutes, false],
  ['a route', devices('lo'), `${noRoutes}lo\t00000000\t0100007F\n`, false],
])('loopback-only with %s', (_name, dev, routes, ok) => {
  expect(judgeLoopbackOnly(dev, routes).ok).toBe(ok)
})

const files = (content: Record<string, string>) => async (path: string) => {
  const text = content[path]
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  return text
}

it.each([
  ['a v2 limit', { '/v2': '268435456\n' }, true],
  ['v2 without limit', { '/v2': 'max\n' }, false],
  ['a v1 limit', { '/v1': '268435456\n' }, true],
  ['v1 without limit', { '/v1': '9223372036854771712\n' }, false],
  ['neither file', {}, false],
])('a control group with %s', async (_name, content, ok) => {
  expect((await judgeCgroupLimit(files(content), ['/v2', '/v1'])).ok).toBe(ok)
})

it.each([
  ['nothing else', {}, true],
  ['harmless names', { PATH: '/usr/bin', HOME: '/data', NODE_VERSION: '24.21.0' }, true],
  ['a key by name', { OPENAI_API_KEY: 'x' }, false],
  ['a token in a harmless name', { GREETING: 'ghp_abcdefghijklmnop1234' }, false],
  ['a password in an address', { UPSTREAM: 'https://user:hunter2@example.com' }, false],
  ['a private key', { NOTE: '-----BEGIN PRIVATE KEY-----' }, false],
  ['a foreign name of ours', { BULKHEAD_AUTH: 'x' }, false],
])('no-secret-env with %s', (_name, extra, ok) => {
  const finding = judgeEnv({ BULKHEAD_BUNDLE_KEY: bundleKey, ...extra })
  expect(finding.ok).toBe(ok)
  for (const value of Object.values(extra)) if (value.length > 3) expect(finding.evidence).not.toContain(value)
})

const boot = (waived: string) =>
  readBootEnv({
    BULKHEAD_RUNTIME_ID: ids.runtime,
    BULKHEAD_TENANT_ID: ids.tenant,
    BULKHEAD_GENERATION: '1',
    BULKHEAD_DOORS: '/nowhere',
    BULKHEAD_DATA: '/nowhere',
    BULKHEAD_BUNDLE_KEY: bundleKey,
    BULKHEAD_WAIVED_GUARDS: waived,
  })

it('reports every guard in order; what cannot be looked at fails, and a waiver counts only for what it names', async () => {
  const report = await runGuards({
    boot: boot('seccomp'),
    env: {},
    readText: async () => {
      throw new Error('EACCES')
    },
    programFolder: '/nowhere',
    bundleKey: () => generateKeyPairSync('ed25519').publicKey,
    verifiedDigest: null,
    identity: async () => ({ runtimeId: ids.runtime, tenantId: ids.tenant, workspaceId: ids.workspace }),
  })
  expect(report.results.map(({ id }) => id)).toEqual(guardIds)
  const passed = report.results.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id)
  expect(passed).toEqual(['no-secret-env', 'broker-identity', 'bundle-signature'])
  expect(report.results.find(({ id }) => id === 'seccomp')?.outcome).toBe('waived')
  expect(failedGuards(report)).not.toContain('seccomp')
  expect(failedGuards(report)).toContain('no-capabilities')
})
