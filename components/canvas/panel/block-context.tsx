'use client'

import { createContext, useContext } from 'react'

/** The block whose settings are shown; fields below need only their path. */
export const BlockContext = createContext<string | null>(null)

export function useBlockId(): string {
  const id = useContext(BlockContext)
  if (id === null) throw new Error('A settings field stands outside a block.')
  return id
}
