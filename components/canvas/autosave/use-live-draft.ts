'use client'

import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useState } from 'react'
import { useTRPC } from '@/components/trpc/client'
import type { EditorSession } from '../editor-session'

/**
 * Others' changes as they are stored, and who is here. Not while the tab is hidden: browsers keep few connections to one
 * server, and what was missed comes at once when the tab is seen again.
 */
export function useLiveDraft({ workspace, blueprintId, tabId, autosave, people }: EditorSession): void {
  const trpc = useTRPC()
  const visible = useIsVisible()
  const [sequence, setSequence] = useState(() => autosave.view.getState().revision)
  useEffect(() => {
    if (visible) setSequence(autosave.view.getState().revision)
    else people.setState([], true)
  }, [visible, autosave, people])
  useSubscription(
    trpc.blueprint.watchDraft.subscriptionOptions(
      { workspace, id: blueprintId, sequence, tab: tabId },
      {
        enabled: visible,
        onData: (live) => {
          autosave.hear(live.news)
          people.setState(live.people, true)
        },
      },
    ),
  )
}

function useIsVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible')
  useEffect(() => {
    const onChange = () => setVisible(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [])
  return visible
}
