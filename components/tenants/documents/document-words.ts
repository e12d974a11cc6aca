import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import type { Status } from '@/components/ui/status-badge'
import type { TenantDocument } from './documents-client'

export const documentStatuses: Record<TenantDocument['state'], Status> = {
  indexing: { word: 'Being read', tone: 'info', icon: LoaderCircle, working: true },
  ready: { word: 'Ready', tone: 'success', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'danger', icon: CircleX },
}

/** "3 documents, 1 being read, 1 failed". */
export function summaryOf(documents: readonly Pick<TenantDocument, 'state'>[]): string {
  const count = (state: TenantDocument['state']) => documents.filter((document) => document.state === state).length
  const parts = [
    documents.length === 1 ? '1 document' : `${documents.length} documents`,
    ...(count('indexing') > 0 ? [`${count('indexing')} being read`] : []),
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
  ]
  return parts.join(', ')
}

/** How much of it a search can find. While a new one is being read, the one before is still found. */
export function passagesOf({ state, passages }: Pick<TenantDocument, 'state' | 'passages'>): string | null {
  if (state === 'ready') return passages === 1 ? '1 passage' : `${passages.toLocaleString('en-GB')} passages`
  return passages > 0 ? 'the one before is still found' : null
}
