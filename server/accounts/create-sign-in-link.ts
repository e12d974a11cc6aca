import { BulkheadError } from '@/domain/errors'
import type { Auth } from './auth'

/** A link that signs its bearer in as the owner of this address: it works once, and for 15 minutes. */
export async function createSignInLink(auth: Auth, email: string): Promise<string> {
  let link: string | undefined
  await auth.api.signInMagicLink({
    body: {
      email,
      callbackURL: '/',
      errorCallbackURL: '/sign-in',
      metadata: {
        handOver: (url: string) => {
          link = url
        },
      },
    },
    headers: new Headers(),
  })
  if (link === undefined) throw new BulkheadError('internal', 'The sign-in link was not handed over.')
  return link
}
