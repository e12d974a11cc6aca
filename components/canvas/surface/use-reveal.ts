'use client'

import { useReactFlow } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { blockSize } from '../block-geometry'
import { useEditor, useEditorHandle } from '../editor-context'
import { surfaceClass } from './viewport'

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
    const box = document.querySelector(`.${surfaceClass}`)?.getBoundingClientRect()
    if (box !== undefined && !isInside(flowToScreenPosition(centre), box)) {
      void setCenter(centre.x, centre.y, { zoom: Math.max(getZoom(), 0.6), duration: 200 })
    }
    return focusSoon(wish.block)
  }, [wish, store, setCenter, getZoom, flowToScreenPosition])
}

/** A block that was added a moment ago takes a few frames to be drawn, and a closing dialog to let the focus go. */
function focusSoon(block: string): () => void {
  let frame = 0
  const tryFocus = (attemptsLeft: number) => {
    const node = document.querySelector(`.react-flow__node[data-id="${block}"]`)
    const inPanel = document.activeElement?.closest('aside[aria-label="Settings"]')
    if (node instanceof HTMLElement && !inPanel) node.focus({ preventScroll: true })
    if (node === document.activeElement || inPanel || attemptsLeft === 0) return
    frame = requestAnimationFrame(() => tryFocus(attemptsLeft - 1))
  }
  frame = requestAnimationFrame(() => tryFocus(20))
  return () => cancelAnimationFrame(frame)
}

const marginPx = 24

function isInside({ x, y }: { x: number; y: number }, box: DOMRect): boolean {
  return x > box.left + marginPx && x < box.right - marginPx && y > box.top + marginPx && y < box.bottom - marginPx
}
