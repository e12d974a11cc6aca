import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../embedded-postgres'
import { migrate } from '../migrate'
import { setUpCluster, urlForRole } from '../set-up-cluster'
import { templateDatabase, testPasswords } from './test-database'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
  }
}

/** One real PostgreSQL for the whole run, with one migrated template database. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-pg-'))
  const port = await freePort()
  const adminUrl = await startEmbeddedPostgres({ folder, port, password: 'test-only', unsafeFast: true })
  await setUpCluster(adminUrl, templateDatabase, testPasswords)
  await migrate(urlForRole(adminUrl, templateDatabase, 'owner', testPasswords.owner), resolve('prisma/migrations'))
  project.provide('adminUrl', adminUrl)
  return async () => {
    await stopEmbeddedPostgres(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolvePort(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
