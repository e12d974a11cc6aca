'use client'

import { useSyncExternalStore } from 'react'

const query = '(max-width: 899px)'

/** Below this width there is no room to draw; the blueprint is shown and not edited. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (notify) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', notify)
      return () => media.removeEventListener('change', notify)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )
}
