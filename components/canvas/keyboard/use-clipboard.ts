'use client'

import { useReactFlow } from '@xyflow/react'
import { useEffect } from 'react'
import { countOf } from '../block-words'
import { useEditorHandle } from '../editor-context'
import { copySelected, paste, removeSelected } from '../store/commands/blocks'
import { announce, attempt } from '../store/commit'
import { middleOf } from '../surface/viewport'
import { readClipboard, writeClipboard } from './clipboard-text'
import { isTyping } from './shortcuts'

/** Copy and paste through the system's clipboard, so that blocks travel between tabs and blueprints. */
export function useClipboard(): void {
  const { store } = useEditorHandle()
  const flow = useReactFlow()
  useEffect(() => {
    const copy = (event: ClipboardEvent): boolean => {
      const copied = isForCanvas(event) ? copySelected(store) : undefined
      if (copied === undefined || event.clipboardData === null) return false
      event.clipboardData.setData('text/plain', writeClipboard(copied))
      event.preventDefault()
      announce(store, `Copied ${countOf(Object.keys(copied.fragment.blocks).length, 'block')}.`)
      return true
    }
    const onCut = (event: ClipboardEvent) => {
      if (copy(event)) removeSelected(store)
    }
    const onPaste = (event: ClipboardEvent) => {
      if (!isForCanvas(event)) return
      attempt(store, () => {
        const copied = readClipboard(event.clipboardData?.getData('text/plain') ?? '')
        if (copied === undefined) return
        event.preventDefault()
        paste(store, copied, 'Paste', middleOf(flow))
      })
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', onCut)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', onCut)
      document.removeEventListener('paste', onPaste)
    }
  }, [store, flow])
}

/** Text that a person has marked, or a field they type in, is theirs. */
function isForCanvas(event: ClipboardEvent): boolean {
  if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return false
  return event.type === 'paste' || (window.getSelection()?.isCollapsed ?? true)
}
