import type { BlueprintDocument, RuntimeNeeds, Slot } from '@/domain/blueprint/document'
import * as operations from '@/domain/blueprint/operations'
import { type Path, pathText, readAt, writeAt } from '../../panel/config-path'
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

/** Rules, and what sessions do; typing in one field is one step. */
export function setPolicyValue(store: EditorStore, path: Path, value: unknown): void {
  const { document } = store.getState()
  if (readAt(document.policy, path) === value) return
  const policy = writeAt(document.policy, path, value) as BlueprintDocument['policy']
  const name = path[0] === 'rules' ? 'Edit the rules' : 'Change what new versions do'
  commit(store, {
    name,
    document: { ...document, policy: withoutNothing(policy) },
    mergeKey: `policy:${pathText(path)}`,
  })
}

/** No rules are no list of rules, so that adding one and taking it away leaves no trace. */
function withoutNothing({ rules, ...policy }: BlueprintDocument['policy']): BlueprintDocument['policy'] {
  return rules === undefined || rules.length === 0 ? policy : { ...policy, rules }
}
