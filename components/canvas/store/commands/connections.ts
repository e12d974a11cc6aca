import type { Edge } from '@/domain/blueprint/document'
import { canConnect, connect, disconnect } from '@/domain/blueprint/operations'
import { endpointWords } from '../../block-words'
import { commit, refuse } from '../commit'
import type { EditorStore } from '../editor-store'

/** Draws a connection, or says why not. */
export function connectBlocks(store: EditorStore, { from, to }: Edge): void {
  const { document } = store.getState()
  const verdict = canConnect(document, from, to)
  if (!verdict.ok) {
    refuse(store, verdict.why)
    return
  }
  const words = `${endpointWords(document, from)} to ${document.blocks[to.block]?.label ?? to.block}`
  commit(store, { name: `Connect ${words}`, document: connect(document, from, to), announce: `Connected ${words}.` })
}

export function disconnectEdge(store: EditorStore, id: string): void {
  const { document } = store.getState()
  if (!Object.hasOwn(document.edges, id)) return
  commit(store, {
    name: 'Delete 1 connection',
    document: disconnect(document, [id]),
    announce: 'Deleted the connection.',
  })
}
