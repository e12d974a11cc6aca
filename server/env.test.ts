import { afterEach, describe, expect, it, vi } from 'vitest'
import { brokerEnv, controllerEnv, gatewayEnv, webEnv } from './env'

const common = { DATABASE_URL: 'postgresql://x@localhost/b' }
const sound = {
  web: {
    ...common,
    BULKHEAD_WEB_ORIGIN: 'http://localhost:4300',
    BULKHEAD_AUTH_SECRET: 's'.repeat(32),
    BULKHEAD_TENANT_URL: 'http://{slug}.localhost:4380',
    BULKHEAD_VAULT_PUBLIC_KEY: '/keys/public.pem',
    BULKHEAD_ENGINE: 'docker',
  },
  controller: {
    ...common,
    BULKHEAD_ENGINE: 'process',
    BULKHEAD_DOORS_DIR: '/doors',
    BULKHEAD_DATA_DIR: '/data',
    BULKHEAD_SIGNING_KEY: '/keys/signing.pem',
    BULKHEAD_RUNTIME_DIST: '/dist',
    BULKHEAD_INSTALLATION: 'abc-1',
  },
  gateway: { ...common, BULKHEAD_DOORS_DIR: '/doors', BULKHEAD_GATEWAY_PORT: '4380' },
  broker: { ...common, BULKHEAD_DOORS_DIR: '/doors', BULKHEAD_VAULT_PRIVATE_KEY: '/keys/private.pem' },
} as const
type Name = keyof typeof sound
const readers = { web: webEnv, controller: controllerEnv, gateway: gatewayEnv, broker: brokerEnv }

afterEach(() => void vi.unstubAllEnvs())

function read(name: Name, changes: Record<string, string | undefined> = {}) {
  for (const [key, value] of Object.entries({ ...sound[name], ...changes })) vi.stubEnv(key, value)
  return readers[name]()
}

it('a sound environment is read with its types and defaults', () => {
  expect(read('gateway')).toEqual({
    ...sound.gateway,
    BULKHEAD_GATEWAY_PORT: 4380,
    BULKHEAD_DOMAIN: 'localhost',
    BULKHEAD_GATEWAY_HOST: '127.0.0.1',
    BULKHEAD_LOG_LEVEL: 'info',
  })
})

it('the broker reaches nothing private unless it is listed', () => {
  expect(read('broker')).toMatchObject({ BULKHEAD_EGRESS_ALLOW: new Set() })
  const listed = read('broker', { BULKHEAD_EGRESS_ALLOW: 'mail.internal:25,127.0.0.1:8080' })
  expect(listed).toMatchObject({ BULKHEAD_EGRESS_ALLOW: new Set(['mail.internal:25', '127.0.0.1:8080']) })
})

it('no process is handed what is another’s', () => {
  vi.stubEnv('BULKHEAD_VAULT_PRIVATE_KEY', '/keys/private.pem')
  vi.stubEnv('BULKHEAD_SIGNING_KEY', '/keys/signing.pem')
  for (const name of ['web', 'gateway'] as const) {
    expect(Object.keys(read(name))).not.toEqual(expect.arrayContaining(['BULKHEAD_VAULT_PRIVATE_KEY']))
    expect(Object.keys(read(name))).not.toEqual(expect.arrayContaining(['BULKHEAD_SIGNING_KEY']))
  }
})

describe.each(Object.keys(sound) as Name[])('%s', (name) => {
  it.each(Object.keys(sound[name]))('without %s does not start, and says which process and which variable', (key) => {
    expect(() => read(name, { [key]: undefined })).toThrow(new RegExp(`environment of ${name} is not usable.*${key}`))
  })
})

it.each([
  ['gateway', 'BULKHEAD_GATEWAY_PORT', '0'],
  ['gateway', 'BULKHEAD_GATEWAY_PORT', '70000'],
  ['gateway', 'BULKHEAD_GATEWAY_PORT', 'http'],
  ['gateway', 'DATABASE_URL', 'mysql://x'],
  ['gateway', 'BULKHEAD_LOG_LEVEL', 'loud'],
  ['broker', 'BULKHEAD_DOORS_DIR', `/${'d'.repeat(57)}`],
  ['web', 'BULKHEAD_AUTH_SECRET', 'short'],
  ['web', 'BULKHEAD_TENANT_URL', 'http://localhost:4380'],
  ['web', 'BULKHEAD_WEB_ORIGIN', 'localhost'],
  ['broker', 'BULKHEAD_EGRESS_ALLOW', 'http://a'],
  ['controller', 'BULKHEAD_ENGINE', 'fake'],
  ['controller', 'BULKHEAD_INSTALLATION', 'Has Spaces'],
] as const)('%s does not start with %s=%s, and does not repeat the value', (name, key, value) => {
  const attempt = () => read(name, { [key]: value })
  expect(attempt).toThrow(expect.objectContaining({ code: 'bad-input', message: expect.stringContaining(key) }))
  if (value.length > 3)
    expect(attempt).not.toThrow(expect.objectContaining({ message: expect.stringContaining(value) }))
})

it('all that is wrong is said at once', () => {
  const attempt = () => read('web', { BULKHEAD_AUTH_SECRET: undefined, BULKHEAD_ENGINE: 'x' })
  expect(attempt).toThrow(/BULKHEAD_AUTH_SECRET.*BULKHEAD_ENGINE/)
})
