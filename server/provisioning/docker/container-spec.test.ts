import { expect, it } from 'vitest'
import { bootEnvSchema } from '@/domain/runtime/boot'
import { makeRequest, requestVariants } from '../testing/make-request'
import { bootDigestOf, type ContainerSetting, renderContainer } from './container-spec'

const setting: ContainerSetting = {
  installation: 'ours',
  owner: { uid: 1000, gid: 1000 },
  doorsOf: (runtimeId) => `/doors/${runtimeId}`,
  dataOf: (runtimeId) => `/data/${runtimeId}`,
}
const request = makeRequest('bulkhead-runtime:abc')
const spec = renderContainer(setting, request)

it('renders every field of the request', () => {
  for (const [field, variant] of Object.entries(requestVariants(request))) {
    expect(renderContainer(setting, variant), field).not.toEqual(spec)
  }
})

it('changes the boot digest with everything but the generation', () => {
  for (const [field, variant] of Object.entries(requestVariants(request))) {
    const isSame = bootDigestOf(renderContainer(setting, variant)) === bootDigestOf(spec)
    expect(isSame, field).toBe(field === 'generation')
  }
})

it('gives the same container for the same request', () => {
  expect(renderContainer(setting, { ...request })).toEqual(spec)
  expect(bootDigestOf(spec)).toMatch(/^sha256:[0-9a-f]{64}$/)
})

it('sets the boot environment that a runtime parses, and nothing else', () => {
  const env = Object.fromEntries(spec.Env.map((line) => line.split(/=(.*)/s).slice(0, 2)))
  expect(Object.keys(env).sort()).toEqual(Object.keys(bootEnvSchema.shape).sort())
  expect(bootEnvSchema.parse(env)).toMatchObject({
    BULKHEAD_RUNTIME_ID: request.runtimeId,
    BULKHEAD_GENERATION: 1,
    BULKHEAD_WAIVED_GUARDS: [],
  })
})

it('builds every wall', () => {
  expect(spec).toMatchObject({ User: '1000:1000', Hostname: 'acme' })
  expect(spec.HostConfig).toMatchObject({
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges:true'],
    Privileged: false,
    IpcMode: 'none',
    PidsLimit: 64,
    Memory: 128 * 1024 * 1024,
    MemorySwap: 128 * 1024 * 1024,
    OomKillDisable: false,
    NanoCpus: 1e9,
    RestartPolicy: { Name: 'no' },
    Binds: [`/doors/${request.runtimeId}:/run/bulkhead:ro`, `/data/${request.runtimeId}:/data:rw`],
  })
  expect(spec.HostConfig.Tmpfs).toEqual({ '/tmp': expect.stringMatching(/noexec,nosuid,nodev,size=/) })
  expect(spec.HostConfig).not.toHaveProperty('CapAdd')
  expect(spec.HostConfig).not.toHaveProperty('Devices')
})
