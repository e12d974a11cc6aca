'use client'

import { createAuthClient } from 'better-auth/react'

export const authClient = createAuthClient({ basePath: '/api/auth' })

/** A full page load, so that nothing of the last person stays in memory. */
export async function signOut(): Promise<void> {
  await authClient.signOut()
  window.location.assign('/sign-in')
}
