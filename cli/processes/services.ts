import { join } from 'node:path'
import type { ProcessRole } from '@/server/db/roles'
import type { EngineChoice } from '../engine/choose-engine'
import type { Folders } from '../installation/folders'
import type { KeyFiles, Settings } from '../installation/settings'
import type { ServiceSpec } from './service'

export type ServicesInput = {
  folders: Folders
  settings: Settings
  keys: KeyFiles
  engine: EngineChoice
  databaseUrl: (role: ProcessRole) => string
}

export const webOrigin = (settings: Settings) => `http://localhost:${settings.ports.web}`
export const tenantUrlTemplate = (settings: Settings) => `http://{slug}.localhost:${settings.ports.gateway}`

/** What each process is told: its own database role, its own keys, and nothing of the others'. */
export function processEnvironments(input: ServicesInput): Record<ProcessRole, Record<string, string>> {
  const { folders, settings, keys } = input
  return {
    web: {
      DATABASE_URL: input.databaseUrl('web'),
      BULKHEAD_WEB_ORIGIN: webOrigin(settings),
      BULKHEAD_AUTH_SECRET: settings.authSecret,
      BULKHEAD_TENANT_URL: tenantUrlTemplate(settings),
      BULKHEAD_VAULT_PUBLIC_KEY: keys.vaultPublic,
      BULKHEAD_ENGINE: input.engine,
      NEXT_TELEMETRY_DISABLED: '1',
    },
    controller: {
      DATABASE_URL: input.databaseUrl('controller'),
      BULKHEAD_ENGINE: input.engine,
      BULKHEAD_DOORS_DIR: folders.doors,
      BULKHEAD_DATA_DIR: folders.data,
      BULKHEAD_SIGNING_KEY: keys.signing,
      BULKHEAD_RUNTIME_DIST: folders.runtimeDist,
      BULKHEAD_INSTALLATION: settings.installation,
    },
    gateway: {
      DATABASE_URL: input.databaseUrl('gateway'),
      BULKHEAD_DOORS_DIR: folders.doors,
      BULKHEAD_GATEWAY_PORT: String(settings.ports.gateway),
    },
    broker: {
      DATABASE_URL: input.databaseUrl('broker'),
      BULKHEAD_DOORS_DIR: folders.doors,
      BULKHEAD_VAULT_PRIVATE_KEY: keys.vaultPrivate,
      BULKHEAD_EGRESS_ALLOW: process.env.BULKHEAD_EGRESS_ALLOW ?? '',
    },
  }
}

export function serviceSpecs(input: ServicesInput): ServiceSpec[] {
  const environments = processEnvironments(input)
  const checkout = input.folders.checkout
  const base = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', NODE_ENV: 'production' }
  const daemon = (name: 'controller' | 'gateway' | 'broker'): ServiceSpec => ({
    name,
    command: process.execPath,
    words: ['--enable-source-maps', join(checkout, 'dist', `${name}.mjs`)],
    env: { ...base, ...environments[name] },
    cwd: checkout,
    readyMark: '"event":"ready"',
  })
  const next = join(checkout, 'node_modules', 'next', 'dist', 'bin', 'next')
  return [
    daemon('broker'),
    daemon('gateway'),
    daemon('controller'),
    {
      name: 'web',
      command: process.execPath,
      words: [next, 'start', '-H', '127.0.0.1', '-p', String(input.settings.ports.web)],
      env: { ...base, ...environments.web },
      cwd: checkout,
      readyMark: 'Ready in',
    },
  ]
}
