'use client'

import { Ellipsis, Eye, GitCompare, History, Tag } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuLinkItem, MenuTrigger } from '@/components/ui/menu'
import { compareHref } from './compare/drawing-ref'

type VersionMenuProps = {
  version: { number: number; name: string | null }
  path: string
  mayEdit: boolean
  onName: () => void
  onRestore: () => void
}

export function VersionMenu({ version: { number, name }, path, mayEdit, onName, onRestore }: VersionMenuProps) {
  return (
    <Menu>
      <MenuTrigger render={<Button variant="ghost" size="icon-sm" aria-label={`More for v${number}`} />}>
        <Ellipsis aria-hidden />
      </MenuTrigger>
      <MenuContent>
        <MenuLinkItem render={<Link href={`${path}/${number}`} />}>
          <Eye aria-hidden />
          Look at it
        </MenuLinkItem>
        <MenuLinkItem render={<Link href={compareHref(path, number, 'draft')} />}>
          <GitCompare aria-hidden />
          Compare with the draft
        </MenuLinkItem>
        {mayEdit && (
          <>
            <MenuItem onClick={onName}>
              <Tag aria-hidden />
              {name === null ? 'Name…' : 'Change the name…'}
            </MenuItem>
            <MenuItem onClick={onRestore}>
              <History aria-hidden />
              Restore into the draft…
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  )
}
