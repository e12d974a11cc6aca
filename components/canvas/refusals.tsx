'use client'

import { useEffect, useRef } from 'react'
import { toast } from 'sonner'
import { useEditor } from './editor-context'

/** Why something could not be done, as a toast (which speaks for itself to screen readers). */
export function Refusals() {
  const { text, count } = useEditor((state) => state.refusal)
  const shown = useRef(count)
  useEffect(() => {
    if (count === shown.current) return
    shown.current = count
    toast.error(text)
  }, [text, count])
  return null
}
