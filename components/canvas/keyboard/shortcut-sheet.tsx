'use client'

import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { useEditor, useEditorHandle } from '../editor-context'
import { closeOverlay } from '../store/commands/overlay'
import { builtInKeys, shortcuts } from './shortcuts'

export function ShortcutSheet() {
  const { store } = useEditorHandle()
  const open = useEditor((state) => state.overlay?.kind === 'shortcuts')
  return (
    <Dialog open={open} onOpenChange={(next) => !next && closeOverlay(store)}>
      <DialogContent title="Keyboard" description="Everything on the canvas works without a pointer." size="md">
        <DialogBody>
          <ul className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
            {[...builtInKeys, ...shortcuts].filter(isListed).map(({ label, keys }) => (
              <li key={label} className="flex items-center justify-between gap-3 py-1 text-[0.8125rem]">
                <span>{label}</span>
                <span className="flex shrink-0 gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{keyWords(key)}</Kbd>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </DialogBody>
      </DialogContent>
    </Dialog>
  )
}

type Listed = { label: string; keys: readonly string[] }

function isListed(row: Partial<Listed>): row is Listed {
  return row.label !== undefined && row.keys !== undefined
}

function keyWords(key: string): string {
  if (key !== 'mod') return key
  return isApple() ? '⌘' : 'Ctrl'
}

function isApple(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)
}
