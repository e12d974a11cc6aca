import { Client } from 'pg'
import { type DatabaseRole, databaseRoles, roleName } from './roles'

export type RolePasswords = Record<DatabaseRole, string>

/**
 * Makes the roles and the database, with an administrator's connection; can be repeated, and then sets the passwords
 * anew. No role may bypass row-level security, create roles or databases, or be a superuser.
 */
export async function setUpCluster(adminUrl: string, database: string, passwords: RolePasswords): Promise<void> {
  await withClient(adminUrl, async (client) => {
    for (const role of databaseRoles) {
      const name = client.escapeIdentifier(roleName(role))
      const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [roleName(role)])
      if (known.rowCount === 0) await client.query(`CREATE ROLE ${name}`)
      await client.query(
        `ALTER ROLE ${name} WITH LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION
         PASSWORD ${client.escapeLiteral(passwords[role])}`,
      )
    }
    const owner = client.escapeIdentifier(roleName('owner'))
    const name = client.escapeIdentifier(database)
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER ${owner}`)
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    for (const role of databaseRoles) {
      await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${client.escapeIdentifier(roleName(role))}`)
    }
  })
  await withClient(withDatabase(adminUrl, database), async (client) => {
    await client.query(`ALTER SCHEMA public OWNER TO ${client.escapeIdentifier(roleName('owner'))}`)
    await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
  })
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.toString()
}

export function urlForRole(adminUrl: string, database: string, role: DatabaseRole, password: string): string {
  const url = new URL(withDatabase(adminUrl, database))
  url.username = roleName(role)
  url.password = password
  return url.toString()
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url })
  // Whoever waits for an answer is told by it.
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
