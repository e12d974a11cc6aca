'use client'

import { useSearchParams } from 'next/navigation'
import { type DrawingRef, parseRef, refText } from './drawing-ref'
import { useWish } from './use-wish'

/** Which two drawings are compared, and what of them is shown: the address says it, so that it can be handed on. */
export function useComparisonAddress(latest: number | undefined) {
  const params = useSearchParams()
  const at = params.get('at')
  const { wish, ask } = useWish(at)
  const write = (changes: Record<string, string | null>, how: 'pushState' | 'replaceState') => {
    const next = new URLSearchParams(params)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name)
      else next.set(name, value)
    }
    window.history[how](null, '', `?${next}`)
  }
  return {
    from: parseRef(params.get('from')) ?? latest ?? ('draft' as const),
    to: parseRef(params.get('to')) ?? ('draft' as const),
    at,
    wish,
    compare: (from: DrawingRef, to: DrawingRef) => {
      ask(null)
      write({ from: refText(from), to: refText(to), at: null }, 'pushState')
    },
    /** `centre`: asked for elsewhere than on the drawing. */
    show: (key: string | null, centre: boolean) => {
      write({ at: key }, 'replaceState')
      if (centre) ask(key)
    },
  }
}
