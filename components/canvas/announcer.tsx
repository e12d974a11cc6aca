'use client'

import { useEditor } from './editor-context'

/** Says aloud what an edit did. The key makes the same sentence twice be spoken twice. */
export function Announcer() {
  const { text, count } = useEditor((state) => state.announcement)
  return (
    <div role="status" aria-live="polite" className="sr-only">
      <span key={count}>{text}</span>
    </div>
  )
}
