'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { InboxBadge } from '@/components/approvals/inbox-badge'
import { cn } from '@/components/ui/cn'
import { inboxOf, isCurrent, navItems } from './nav-items'

export function SidebarNav({ workspace, onNavigate }: { workspace: string; onNavigate?: () => void }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {navItems(workspace).map(({ href, label, icon: Icon }) => {
          const current = isCurrent(pathname, href)
          return (
            <li key={href}>
              <Link
                href={href}
                {...(onNavigate && { onClick: onNavigate })}
                aria-current={current ? 'page' : undefined}
                className={cn(
                  'flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted transition-colors hover:bg-surface-sunken hover:text-text',
                  current && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
                )}
              >
                <Icon className="size-4" aria-hidden />
                {label}
                {href === inboxOf(workspace) && <InboxBadge workspace={workspace} />}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
