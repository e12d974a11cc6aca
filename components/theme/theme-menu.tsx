'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { buttonClass } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'

const themes = [
  { id: 'light', label: 'Light', icon: Sun },
  { id: 'dark', label: 'Dark', icon: Moon },
  { id: 'system', label: 'Like the system', icon: Monitor },
] as const

export function ThemeMenu() {
  const { theme, setTheme } = useTheme()
  return (
    <Menu>
      <MenuTrigger className={buttonClass({ variant: 'ghost', size: 'icon-sm' })} aria-label="Theme">
        <Sun className="dark:hidden" aria-hidden />
        <Moon className="hidden dark:block" aria-hidden />
      </MenuTrigger>
      <MenuContent>
        {themes.map(({ id, label, icon: Icon }) => (
          <MenuItem key={id} onClick={() => setTheme(id)}>
            <Icon aria-hidden />
            <span className="flex-1">{label}</span>
            {theme === id && <span className="text-muted text-xs">in use</span>}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}
