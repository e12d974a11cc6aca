import { Inbox, type LucideIcon, Rocket, Settings, Users, Workflow } from 'lucide-react'

type NavItem = { href: string; label: string; icon: LucideIcon; shortcut: string }

export function navItems(workspace: string): NavItem[] {
  const base = `/w/${workspace}`
  return [
    { href: `${base}/blueprints`, label: 'Blueprints', icon: Workflow, shortcut: 'B' },
    { href: `${base}/tenants`, label: 'Tenants', icon: Users, shortcut: 'T' },
    { href: `${base}/rollouts`, label: 'Rollouts', icon: Rocket, shortcut: 'R' },
    { href: inboxOf(workspace), label: 'Inbox', icon: Inbox, shortcut: 'I' },
    { href: `${base}/settings`, label: 'Settings', icon: Settings, shortcut: 'S' },
  ]
}

export const inboxOf = (workspace: string) => `/w/${workspace}/inbox`

export function isCurrent(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
