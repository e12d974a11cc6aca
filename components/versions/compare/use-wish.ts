'use client'

import { useState } from 'react'
import type { Wish } from '../drawing/drawing-canvas'

/** What the drawing is asked to bring into its middle; at first what the address names. */
export function useWish(at: string | null) {
  const [wish, setWish] = useState<Wish | null>(at === null ? null : { key: at })
  return { wish, ask: (key: string | null) => setWish(key === null ? null : { key }) }
}
