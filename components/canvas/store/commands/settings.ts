import type { BlueprintDocument, RuntimeNeeds, Slot } from '@/domain/blueprint/document'
import * as operations from '@/domain/blueprint/operations'
import { attempt, commit } from '../commit'
import type { EditorStore } from '../editor-store'

export function setSlot(store: EditorStore, name: string, slot: Slot): void {
  attempt(store, () => {
    const { document } = store.getState()
    const isNew = !Object.hasOwn(document.slots, name)
    commit(store, {
      name: isNew ? `Add slot ${name}` : `Edit slot ${name}`,
      document: operations.setSlot(document, name, slot),
      ...(isNew ? { announce: `Added slot ${name}.` } : { mergeKey: `slot:${name}` }),
    })
  })
}

export function removeSlot(store: EditorStore, name: string): void {
  const { document } = store.getState()
  commit(store, {
    name: `Remove slot ${name}`,
    document: operations.removeSlot(document, name),
    announce: `Removed slot ${name}.`,
  })
}

export function setRuntime(store: EditorStore, needs: Partial<RuntimeNeeds>): void {
  const { document } = store.getState()
  commit(store, { name: 'Change the runtime', document: operations.setRuntime(document, needs), mergeKey: 'runtime' })
}

export function setSessions(store: EditorStore, sessions: BlueprintDocument['policy']['sessions']): void {
  const { document } = store.getState()
  commit(store, { name: 'Change what sessions do', document: operations.setPolicy(document, { sessions }) })
}
