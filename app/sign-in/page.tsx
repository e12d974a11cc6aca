import type { Metadata } from 'next'
import { signInLinkErrorSentence } from '@/components/accounts/auth-errors'
import { AuthPage } from '@/components/accounts/auth-page'
import { SignInForm } from '@/components/accounts/sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

type SignInPageProps = { searchParams: Promise<{ error?: string; next?: string }> }

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { error, next } = await searchParams
  return (
    <AuthPage title="Sign in" intro="To your workspace, or to your own agent.">
      <SignInForm linkError={signInLinkErrorSentence(error)} next={ownPath(next)} />
      <p className="text-muted text-xs">
        No account, or no password yet? The owner of your workspace can make you a sign-in link.
      </p>
    </AuthPage>
  )
}

/** Only a path of this app: an address handed in from outside must not send people elsewhere after they signed in. */
function ownPath(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}
