import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { BulkheadError, type ErrorCode } from '@/domain/errors'
import { createRequestContext } from '@/server/api/context'
import { appRouter } from '@/server/api/router'
import { getServices } from '@/server/api/server-context'

/** The API for pages rendered on the server: the same procedures and the same roles as over HTTP. */
const api = cache(async () => appRouter.createCaller(createRequestContext(await getServices(), await headers())))

/** Who is signed in; whoever is not signs in first and then comes back here. */
export const requireMe = cache(async () => {
  try {
    return await (await api()).account.me()
  } catch (error) {
    if (codeOf(error) !== 'not-signed-in') throw error
    const path = (await headers()).get('x-path') ?? '/'
    redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`)
  }
})

export async function requireWorkspace(slug: string) {
  try {
    return await (await api()).workspace.get({ workspace: slug })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'not-found') notFound()
    // A customer of this workspace: their own page is in the portal.
    if (code === 'forbidden') redirect('/portal')
    throw error
  }
}

function codeOf(error: unknown): ErrorCode | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof BulkheadError ? cause.code : undefined
}
