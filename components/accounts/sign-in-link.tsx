import { KeyRound } from 'lucide-react'
import { CopyButton } from '@/components/ui/copy-button'

type SignInLinkProps = { link: string | null; name: string }

/** A one-time link, shown once: it cannot be looked up again. */
export function SignInLink({ link, name }: SignInLinkProps) {
  if (link === null) {
    return (
      <p role="status" className="rounded-lg bg-info-soft px-4 py-3">
        {name} has an account already and can sign in as usual.
      </p>
    )
  }
  return (
    <div role="status" className="rounded-lg border border-accent/40 bg-accent-soft p-4">
      <p className="flex items-center gap-2 font-medium text-accent">
        <KeyRound className="size-4" aria-hidden />
        Sign-in link for {name}
      </p>
      <p className="mt-1">Hand it over yourself. It works once, for 15 minutes, and is not shown again.</p>
      <div className="mt-3 flex items-center gap-2 rounded-md border border-border bg-surface px-3 py-1.5">
        <code className="min-w-0 flex-1 truncate font-mono text-xs">{link}</code>
        <CopyButton text={link} label="Copy the sign-in link" showLabel />
      </div>
    </div>
  )
}
