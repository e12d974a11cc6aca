import { betterAuth } from 'better-auth'
import { magicLink } from 'better-auth/plugins/magic-link'
import { Pool } from 'pg'
import type { Logger } from '../log'
import { accountWindowMs, countSignInTry } from './limit-sign-ins'

export type AuthOptions = {
  databaseUrl: string
  /** Where browsers find the app: cookies are `Secure` when it is https, and no other origin may sign in. */
  origin: string
  secret: string
  log: Logger
}

export type Auth = ReturnType<typeof createAuth>

export const passwordLimits = { minChars: 12, maxChars: 200 } as const
export const signInLinkMinutes = 15

/**
 * Accounts and sessions in PostgreSQL. The pool's connections work in the 'auth' realm, the only one that row-level
 * security lets at the `auth_*` tables. Nobody can sign up by themselves: owners invite (see `invite-person.ts`).
 */
export function createAuth(options: AuthOptions) {
  const pool = new Pool({
    connectionString: options.databaseUrl,
    options: '-c app.realm=auth',
    application_name: 'bulkhead-auth',
    max: 5,
  })
  pool.on('error', (error) => options.log.warn({ err: error }, 'an idle connection of the accounts pool was lost'))
  const auth = betterAuth({
    appName: 'Bulkhead',
    database: pool,
    baseURL: options.origin,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins: [options.origin],
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => options.log[level]({ source: 'better-auth' }, message) },
    user: { modelName: 'auth_user' },
    session: { modelName: 'auth_session' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLimits.minChars,
      maxPasswordLength: passwordLimits.maxChars,
      revokeSessionsOnPasswordReset: true,
    },
    // Links are made by our use cases alone; asking for one over HTTP, or signing up, is not on offer.
    disabledPaths: ['/sign-in/magic-link', '/sign-up/email', '/update-user', '/delete-user', '/change-email'],
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limit',
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/email': { window: 60, max: 5 },
        // better-auth throws away counters that are older than the longest window: ours for one account need this one.
        '/change-password': { window: accountWindowMs / 1_000, max: 20 },
      },
    },
    advanced: {
      cookiePrefix: 'bulkhead',
      useSecureCookies: options.origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [
      magicLink({
        expiresIn: signInLinkMinutes * 60,
        disableSignUp: true,
        storeToken: 'hashed',
        rateLimit: { window: 60, max: 20 },
        sendMagicLink: ({ url, metadata }) => {
          const handOver: unknown = metadata?.handOver
          if (typeof handOver === 'function') handOver(url)
        },
      }),
    ],
  })
  return {
    ...auth,
    countSignInTry: (email: string) => countSignInTry(pool, email),
    close: () => pool.end(),
  }
}
