'use client'

import { useEffect } from 'react'
import { lint } from '@/domain/blueprint/lint'
import { useEditorHandle } from '../editor-context'

const quietMs = 200

/** The same lint as the server's, a moment after the last edit: typing stays smooth in big drawings. */
export function useLint(): void {
  const { store } = useEditorHandle()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = () => store.setState({ problems: lint(store.getState().document) })
    run()
    const stop = store.subscribe((state, before) => {
      if (state.document === before.document) return
      clearTimeout(timer)
      timer = setTimeout(run, quietMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store])
}
