import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { connectDatabase, type Database } from '../client'
import { type DatabaseRole, databaseRoles, processRoles } from '../roles'
import { type RolePasswords, urlForRole } from '../set-up-cluster'

export const templateDatabase = 'bulkhead_template'
export const testPasswords = Object.fromEntries(databaseRoles.map((role) => [role, `test-${role}`])) as RolePasswords

export type TestDatabase = {
  url: (role: DatabaseRole) => string
  /** The administrator's URL of this database: for arranging and looking, never for what is under test. */
  adminUrl: string
  connect: (role: DatabaseRole) => Database
  close: () => Promise<void>
}

/** A fresh database with every migration applied, in milliseconds: a copy of the template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(adminUrl, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase} OWNER bulkhead_owner`)
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    for (const role of processRoles) await client.query(`GRANT CONNECT ON DATABASE ${name} TO bulkhead_${role}`)
  })
  const clients: Database[] = []
  const url = (role: DatabaseRole) => urlForRole(adminUrl, name, role, testPasswords[role])
  return {
    url,
    adminUrl: adminUrl.replace(/\/postgres$/, `/${name}`),
    connect: (role) => {
      const client = connectDatabase(url(role))
      clients.push(client)
      return client
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.$disconnect()))
      await asAdmin(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    },
  }
}

async function asAdmin(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
