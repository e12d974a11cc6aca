import type { ReactNode } from 'react'
import { Brand } from '@/components/shell/brand'
import { mainId, SkipLink } from '@/components/shell/skip-link'
import { type ShellPerson, UserMenu } from '@/components/shell/user-menu'
import { ThemeMenu } from '@/components/theme/theme-menu'

export function PortalShell({ person, children }: { person: ShellPerson; children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <header className="border-border border-b bg-surface">
        <div className="mx-auto flex h-13 w-full max-w-3xl items-center justify-between px-4">
          <Brand />
          <div className="flex items-center gap-1">
            <ThemeMenu />
            <UserMenu person={person} compact />
          </div>
        </div>
      </header>
      <main id={mainId} tabIndex={-1} className="mx-auto w-full max-w-3xl px-4 py-6 outline-none sm:py-8">
        {children}
      </main>
    </>
  )
}
