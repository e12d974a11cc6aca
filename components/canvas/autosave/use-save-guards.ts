'use client'

import { useEffect } from 'react'
import type { Autosave } from './autosave'
import { unsavedEdits } from './autosave-machine'

/** Saves when the tab is hidden or the network returns, and asks before a tab with unsaved work is closed. */
export function useSaveGuards(autosave: Autosave): void {
  useEffect(() => {
    const onHide = () => document.visibilityState === 'hidden' && autosave.flush()
    const onUnload = (event: BeforeUnloadEvent) => {
      if (unsavedEdits(autosave.view.getState()) === 0) return
      autosave.flush()
      event.preventDefault()
    }
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('online', autosave.flush)
    window.addEventListener('beforeunload', onUnload)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('online', autosave.flush)
      window.removeEventListener('beforeunload', onUnload)
    }
  }, [autosave])
}
