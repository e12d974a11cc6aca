'use client'

import { useEffect } from 'react'
import type { Autosave } from './autosave'
import { unsavedEdits } from './autosave-machine'

/**
 * Sends when the tab is hidden or seen again, and when the network or the computer wakes up. Asks before a tab is closed
 * only when this browser could not even keep what is unsent.
 */
export function useSaveGuards(autosave: Autosave): void {
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      autosave.flush()
      const view = autosave.view.getState()
      if (view.journal === 'full' && unsavedEdits(view) > 0) event.preventDefault()
    }
    document.addEventListener('visibilitychange', autosave.flush)
    window.addEventListener('online', autosave.flush)
    window.addEventListener('focus', autosave.flush)
    window.addEventListener('beforeunload', onUnload)
    return () => {
      document.removeEventListener('visibilitychange', autosave.flush)
      window.removeEventListener('online', autosave.flush)
      window.removeEventListener('focus', autosave.flush)
      window.removeEventListener('beforeunload', onUnload)
    }
  }, [autosave])
}
