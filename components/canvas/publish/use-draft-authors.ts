'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useTRPC } from '@/components/trpc/client'
import { authorsBySubject, type ChangeAuthors } from '@/domain/blueprint/draft/change-authors'
import { useEditorHandle } from '../editor-context'

/** Whose each part of the draft is: as the server knows, and as what was stored since says. */
export function useDraftAuthors() {
  const { workspace, blueprintId, stored } = useEditorHandle()
  const trpc = useTRPC()
  const query = useQuery(
    trpc.blueprint.listDraftAuthors.queryOptions({ workspace, id: blueprintId }, { staleTime: 0, gcTime: 0 }),
  )
  const fresh = useStore(stored)
  const authors = useMemo((): ChangeAuthors => authorsBySubject(fresh, query.data), [query.data, fresh])
  return { query, authors }
}
