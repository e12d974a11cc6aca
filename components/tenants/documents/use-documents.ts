'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Outputs } from '@/components/shell/api-types'
import { useTRPC } from '@/components/trpc/client'
import { listDocuments, removeDocument, type TenantDocument, uploadDocument } from './documents-client'
import { DocumentsProblem } from './documents-problem'
import { createUploadQueue, type SendUpload, type UploadQueue } from './upload-queue'

export type DocumentsAccess = Outputs['tenant']['documents']
/** With a key to go with it. */
export type OpenAccess = DocumentsAccess & { key: string }

const lookMs = { key: 3_000, indexing: 1_500, unreachable: 10_000 } as const

/** Looks again until the runtime has said its key. */
export function useDocumentsAccess(workspace: string, tenant: string) {
  const trpc = useTRPC()
  return useQuery(
    trpc.tenant.documents.queryOptions(
      { workspace, tenant },
      { refetchInterval: ({ state }) => (state.data?.key === null ? lookMs.key : false) },
    ),
  )
}

const keyOf = ({ url }: DocumentsAccess, collection: string) => ['documents', url, collection]

/** Looks again while something is being indexed, and while the runtime does not answer. */
export function useDocuments(access: OpenAccess, collection: string) {
  const askAgain = useAskAgain()
  return useQuery({
    queryKey: keyOf(access, collection),
    queryFn: ({ signal }) =>
      listDocuments({ ...access, collection }, signal).catch((error: unknown) => askAgain(error)),
    retry: false,
    refetchInterval: ({ state }) => {
      if (state.error !== null) return lookMs.unreachable
      return state.data?.some((document) => document.state === 'indexing') === true ? lookMs.indexing : false
    },
  })
}

export function useRemoveDocument(access: OpenAccess, collection: string) {
  const queryClient = useQueryClient()
  const askAgain = useAskAgain()
  const queryKey = keyOf(access, collection)
  return useMutation({
    mutationFn: ({ id }: TenantDocument) => removeDocument({ ...access, collection }, id).catch(askAgain),
    onSuccess: (_, { id }) => {
      queryClient.setQueryData<TenantDocument[]>(queryKey, (all) => all?.filter((document) => document.id !== id))
      return queryClient.invalidateQueries({ queryKey })
    },
  })
}

/** Files go on while the page shows another collection, and end with the page. */
export function useUploads(access: OpenAccess) {
  const queryClient = useQueryClient()
  const askAgain = useAskAgain()
  const [arrived, setArrived] = useState('')
  const { url, key } = access
  const send: SendUpload = ({ file, collection }, onSent, signal) =>
    uploadDocument({ url, key, collection }, { file, onSent, signal }).catch(askAgain)
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  const [queue] = useState<UploadQueue>(() =>
    createUploadQueue({
      send: (...words) => latest.current(...words),
      onUploaded: ({ file, collection }) => {
        setArrived(`${file.name} has been uploaded.`)
        void queryClient.invalidateQueries({ queryKey: ['documents', url, collection] })
      },
      pause,
    }),
  )
  const uploads = useSyncExternalStore(queue.subscribe, queue.uploads, queue.uploads)
  useEffect(() => queue.close, [queue])
  useLeaveGuard(uploads.some(({ state }) => state !== 'failed'))
  return { queue, uploads, arrived }
}

/** A refused key is read anew; what was refused is still told. */
function useAskAgain() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return async (error: unknown): Promise<never> => {
    if (error instanceof DocumentsProblem && error.kind === 'key') {
      await queryClient.invalidateQueries({ queryKey: trpc.tenant.documents.pathKey() })
    }
    throw error
  }
}

function useLeaveGuard(needed: boolean): void {
  useEffect(() => {
    if (!needed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [needed])
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
