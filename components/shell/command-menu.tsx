'use client'

import { Command } from 'cmdk'
import { Building2, Plus, Search, SunMoon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import type { ReactNode } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { navItems } from './nav-items'

type CommandMenuProps = {
  workspace: string
  workspaces: readonly { slug: string; name: string }[]
  open: boolean
  onOpenChange: (open: boolean) => void
}

export function CommandMenu({ workspace, workspaces, open, onOpenChange }: CommandMenuProps) {
  const router = useRouter()
  const { resolvedTheme, setTheme } = useTheme()
  const run = (action: () => void) => {
    onOpenChange(false)
    action()
  }
  const go = (href: string) => run(() => router.push(href))
  const others = workspaces.filter(({ slug }) => slug !== workspace)
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Commands" hideTitle size="md" className="overflow-hidden">
        <Command label="Commands" loop className="flex min-h-0 flex-col">
          <div className="flex items-center gap-2.5 border-border border-b px-4">
            <Search className="size-4 text-muted" aria-hidden />
            <Command.Input
              autoFocus
              placeholder="Go to, or do…"
              className="h-12 flex-1 bg-transparent text-sm outline-none placeholder:text-muted"
            />
          </div>
          <Command.List className="max-h-80 overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs">
            <Command.Empty className="px-2 py-6 text-center text-muted">Nothing by that name.</Command.Empty>
            <Command.Group heading="Go to">
              {navItems(workspace).map(({ href, label, icon: Icon }) => (
                <Row key={href} onSelect={() => go(href)} icon={<Icon />} label={label} />
              ))}
            </Command.Group>
            <Command.Group heading="Do">
              <Row onSelect={() => go(`/w/${workspace}/blueprints?new`)} icon={<Plus />} label="New blueprint" />
              <Row onSelect={() => go(`/w/${workspace}/tenants?new`)} icon={<Plus />} label="New tenant" />
              <Row
                onSelect={() => run(() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark'))}
                icon={<SunMoon />}
                label={resolvedTheme === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
              />
            </Command.Group>
            {others.length > 0 && (
              <Command.Group heading="Other workspaces">
                {others.map(({ slug, name }) => (
                  <Row key={slug} onSelect={() => go(`/w/${slug}/blueprints`)} icon={<Building2 />} label={name} />
                ))}
              </Command.Group>
            )}
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  )
}

function Row({ onSelect, icon, label }: { onSelect: () => void; icon: ReactNode; label: string }) {
  return (
    <Command.Item
      onSelect={onSelect}
      className="flex cursor-default items-center gap-2.5 rounded-md px-2 py-2 data-[selected=true]:bg-surface-sunken [&_svg]:size-4 [&_svg]:text-muted"
    >
      {icon}
      {label}
    </Command.Item>
  )
}
