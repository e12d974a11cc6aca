import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { withBoundedBody } from './bounded-body'
import { toTRPCError } from './error-map'
import { refuseForeignOrigin } from './own-origin'
import type { Services } from './services'

const maxBodyBytes = 32_000
const signInSchema = z.object({ email: z.string().max(200) })

/** better-auth's own routes, behind a limit on size and on the tries for one account. Errors are `{ code, message }`. */
export async function handleAuthRequest(services: Services, request: Request): Promise<Response> {
  try {
    refuseForeignOrigin(request, services.origin)
    const bounded = await withBoundedBody(request, maxBodyBytes)
    if (request.method === 'POST' && new URL(request.url).pathname.endsWith('/sign-in/email')) {
      const body = signInSchema.safeParse(
        await bounded
          .clone()
          .json()
          .catch(() => null),
      )
      if (body.success) await services.auth.countSignInTry(body.data.email)
    }
    const response = await services.auth.handler(bounded)
    return response.status === 429 ? tooManyFromHere(response) : response
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    return refusal(getHTTPStatusCodeFromError(toTRPCError(error)), error.code, error.message)
  }
}

function tooManyFromHere(response: Response): Response {
  const seconds = Number(response.headers.get('x-retry-after')) || 60
  const answer = refusal(429, 'over-limit', `Too many tries from your address. Try again in ${seconds} seconds.`)
  answer.headers.set('retry-after', String(seconds))
  return answer
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status })
}
