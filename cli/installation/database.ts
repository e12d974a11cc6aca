import { join } from 'node:path'
import { startEmbeddedPostgres } from '@/server/db/embedded-postgres'
import { migrate } from '@/server/db/migrate'
import { setUpCluster } from '@/server/db/set-up-cluster'
import { step } from '../terminal/progress'
import type { Folders } from './folders'
import { databaseName, databaseUrl } from './installation'
import type { Settings } from './settings'

/** Starts (or adopts) this installation's PostgreSQL and brings roles and tables up to date. */
export async function startDatabase(folders: Folders, settings: Settings): Promise<void> {
  const adminUrl = await step('Starting PostgreSQL', 'PostgreSQL runs', () =>
    startEmbeddedPostgres({
      folder: folders.postgres,
      port: settings.ports.postgres,
      password: settings.passwords.administrator,
    }),
  )
  await step('Migrating the database', 'Database is up to date', async () => {
    await setUpCluster(adminUrl, databaseName, settings.passwords)
    await migrate(databaseUrl(settings, 'owner'), join(folders.checkout, 'prisma', 'migrations'))
  })
}
