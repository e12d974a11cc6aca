'use client'

import { Menu as MenuIcon, Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { ThemeMenu } from '@/components/theme/theme-menu'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Brand, BrandMark } from './brand'
import { EngineBanner } from './engine-banner'
import { SidebarNav } from './sidebar-nav'
import { mainId, SkipLink } from './skip-link'
import { useCommandKey } from './use-command-key'
import { type ShellPerson, UserMenu } from './user-menu'

const loadCommandMenu = () => import('./command-menu').then((module) => module.CommandMenu)
const CommandMenu = dynamic(loadCommandMenu, { ssr: false })

type WorkspaceShellProps = {
  workspace: { slug: string; name: string }
  workspaces: readonly { slug: string; name: string }[]
  person: ShellPerson
  /** False: tenants run as plain processes, and the banner says so. */
  sealed: boolean
  children: ReactNode
}

export function WorkspaceShell({ workspace, workspaces, person, sealed, children }: WorkspaceShellProps) {
  const [commandsOpen, setCommandsOpen] = useState(false)
  const openCommands = useCallback(() => setCommandsOpen(true), [])
  useCommandKey(openCommands)
  useEffect(() => {
    // Fetched once the page is quiet, so that the first ⌘K takes the keys that follow it.
    const timer = setTimeout(() => void loadCommandMenu(), 1_500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <SkipLink />
      <MobileBar workspace={workspace} person={person} />
      <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-border border-r bg-surface p-3 md:flex">
        <Link href={`/w/${workspace.slug}/blueprints`} className="mb-3 px-2 py-1" aria-label="Bulkhead, blueprints">
          <Brand />
        </Link>
        <p className="mb-3 truncate px-2.5 text-muted text-xs" title={workspace.name}>
          {workspace.name}
        </p>
        <Button
          size="sm"
          onClick={openCommands}
          className="mb-3 h-8 justify-start gap-2 px-2.5 font-normal text-muted"
          aria-keyshortcuts="Control+K Meta+K"
        >
          <Search aria-hidden />
          <span className="flex-1 text-left">Go to…</span>
          <Kbd aria-hidden>⌘K</Kbd>
        </Button>
        <SidebarNav workspace={workspace.slug} />
        <div className="mt-auto flex items-center justify-between gap-1 pt-3">
          <UserMenu person={person} />
          <ThemeMenu />
        </div>
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        {!sealed && <EngineBanner />}
        <main id={mainId} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          {children}
        </main>
      </div>
      {commandsOpen && (
        <CommandMenu
          workspace={workspace.slug}
          workspaces={workspaces}
          open={commandsOpen}
          onOpenChange={setCommandsOpen}
        />
      )}
    </div>
  )
}

function MobileBar({ workspace, person }: Pick<WorkspaceShellProps, 'workspace' | 'person'>) {
  const [open, setOpen] = useState(false)
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-border border-b bg-surface px-3 md:hidden">
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogTrigger className={buttonClass({ variant: 'ghost', size: 'icon' })} aria-label="Menu">
          <MenuIcon aria-hidden />
        </DialogTrigger>
        <DialogContent title={workspace.name} side="left">
          <div className="px-3">
            <SidebarNav workspace={workspace.slug} onNavigate={() => setOpen(false)} />
          </div>
        </DialogContent>
      </Dialog>
      <BrandMark className="size-6" />
      <span className="min-w-0 flex-1 truncate font-semibold">{workspace.name}</span>
      <ThemeMenu />
      <UserMenu person={person} compact />
    </header>
  )
}
