'use client'

import { useReactFlow } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { blockSize } from '../block-geometry'
import { useEditor, useEditorHandle } from '../editor-context'

/** Brings a block that somebody asked for into view, and moves the keyboard's focus to it. */
export function useReveal(): void {
  const { store } = useEditorHandle()
  const { setCenter, getZoom, flowToScreenPosition } = useReactFlow()
  const wish = useEditor((state) => state.reveal)
  const seen = useRef(0)
  useEffect(() => {
    if (wish?.block === undefined || wish.count === seen.current) return
    seen.current = wish.count
    const place = store.getState().layout.positions[wish.block]
    if (place === undefined) return
    const centre = { x: place.x, y: place.y + blockSize.heightPx / 2 }
    const frame = requestAnimationFrame(() => {
      const node = document.querySelector(`.react-flow__node[data-id="${wish.block}"]`)
      const box = node?.closest('.react-flow')?.getBoundingClientRect()
      if (box !== undefined && !isInside(flowToScreenPosition(centre), box)) {
        void setCenter(centre.x, centre.y, { zoom: Math.max(getZoom(), 0.6), duration: 200 })
      }
      const typing = document.activeElement?.closest('aside, [role="dialog"]')
      if (node instanceof HTMLElement && !typing) node.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [wish, store, setCenter, getZoom, flowToScreenPosition])
}

const marginPx = 60

function isInside({ x, y }: { x: number; y: number }, box: DOMRect): boolean {
  return x > box.left + marginPx && x < box.right - marginPx && y > box.top + marginPx && y < box.bottom - marginPx
}
