import { type Auth, createAuth } from '@/server/accounts/auth'
import { createSignInLink } from '@/server/accounts/create-sign-in-link'
import { ensureOwner, type FirstRun } from '@/server/accounts/first-run'
import { connectDatabase, type Database } from '@/server/db/client'
import { createLogger } from '@/server/log'
import { databaseUrl } from '../installation/installation'
import type { Settings } from '../installation/settings'
import { webOrigin } from '../processes/services'

/** Who comes with a new installation. The owner has no password until they set one: they come in by a one-time link. */
const firstOwner: FirstRun = {
  email: 'owner@bulkhead.localhost',
  name: 'Owner',
  workspaceName: 'Harbour Works',
  workspaceSlug: 'harbour',
}

export type OwnerSession = { db: Database; auth: Auth; userId: string; workspaceId: string; name: string }

/** Runs `work` with web's own database role, as the installation's owner, whom it makes when missing. */
export async function asOwner<T>(settings: Settings, work: (owner: OwnerSession) => Promise<T>): Promise<T> {
  const url = databaseUrl(settings, 'web')
  const db = connectDatabase(url, { poolSize: 2 })
  const auth = createAuth({
    databaseUrl: url,
    origin: webOrigin(settings),
    secret: settings.authSecret,
    log: createLogger('cli', 'silent'),
  })
  try {
    const { userId, workspaceId } = await ensureOwner(db, auth, firstOwner)
    return await work({ db, auth, userId, workspaceId, name: firstOwner.name })
  } finally {
    await auth.close()
    await db.$disconnect()
  }
}

/** A link that signs its bearer in as the owner, once. */
export async function createOwnerLink(settings: Settings): Promise<string> {
  return asOwner(settings, ({ auth }) => createSignInLink(auth, firstOwner.email))
}
