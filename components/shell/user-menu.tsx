'use client'

import { CircleUser, LogOut } from 'lucide-react'
import Link from 'next/link'
import { signOut } from '@/components/accounts/auth-client'
import { buttonClass } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Menu, MenuContent, MenuItem, MenuLinkItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'

export type ShellPerson = { name: string; email: string }

export function UserMenu({ person, compact = false }: { person: ShellPerson; compact?: boolean }) {
  return (
    <Menu>
      <MenuTrigger
        className={cn(buttonClass({ variant: 'ghost', size: 'sm' }), 'h-9 min-w-0 justify-start gap-2 px-1.5')}
        aria-label={`Account of ${person.name}`}
      >
        <span
          className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-[0.6875rem] text-accent"
          aria-hidden
        >
          {initials(person.name)}
        </span>
        {!compact && <span className="truncate">{person.name}</span>}
      </MenuTrigger>
      <MenuContent align={compact ? 'end' : 'start'} side={compact ? 'bottom' : 'top'}>
        <p className="px-2 py-1.5 text-muted text-xs">{person.email}</p>
        <MenuLinkItem render={<Link href="/account" />}>
          <CircleUser aria-hidden />
          Account and password
        </MenuLinkItem>
        <MenuSeparator />
        <MenuItem onClick={() => signOut()}>
          <LogOut aria-hidden />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => word?.charAt(0).toUpperCase() ?? '').join('')
}
