import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { Handling } from '@/domain/blueprint/document'
import { setConfig, setHandling } from '@/domain/blueprint/operations'
import { type Path, pathText, readAt, writeAt } from '../../panel/config-path'
import { changeSetting } from '../../panel/setting-followers'
import { commit } from '../commit'
import type { EditorStore } from '../editor-store'

/** Typing in one field is one step; edges follow renamed ports, and settings those that they hang on. */
export function setConfigValue(store: EditorStore, id: string, path: Path, value: unknown): void {
  const { document } = store.getState()
  const block = document.blocks[id]
  if (block === undefined || readAt(block.config, path) === value) return
  const config = changeSetting(blockKindOf(block.kind)?.fields ?? [], block.config, path, value)
  commit(store, {
    name: `Edit ${block.label}`,
    document: setConfig(document, id, config),
    mergeKey: `config:${id}:${pathText(path)}`,
  })
}

/** What a block does when it fails; typing in one field is one step. */
export function setHandlingValue(store: EditorStore, id: string, path: Path, value: unknown): void {
  const { document } = store.getState()
  const block = document.blocks[id]
  if (block === undefined || readAt(block.handling, path) === value) return
  commit(store, {
    name: `Edit ${block.label}`,
    document: setHandling(document, id, writeAt(block.handling, path, value) as Handling),
    mergeKey: `handling:${id}:${pathText(path)}`,
  })
}
