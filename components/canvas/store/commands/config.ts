import type { Block } from '@/domain/blueprint/document'
import { setConfig } from '@/domain/blueprint/operations'
import { type Path, pathText, readAt, writeAt } from '../../panel/config-path'
import { commit } from '../commit'
import type { EditorStore } from '../editor-store'

/** Typing in one field is one step; edges follow renamed ports. */
export function setConfigValue(store: EditorStore, id: string, path: Path, value: unknown): void {
  const config = store.getState().document.blocks[id]?.config
  if (config === undefined || readAt(config, path) === value) return
  setWholeConfig(store, id, writeAt(config, path, value) as Block['config'], `config:${id}:${pathText(path)}`)
}

/** For changes that touch several settings at once. */
export function setWholeConfig(store: EditorStore, id: string, config: Block['config'], mergeKey?: string): void {
  const { document } = store.getState()
  const block = document.blocks[id]
  if (block === undefined) return
  commit(store, {
    name: `Edit ${block.label}`,
    document: setConfig(document, id, config),
    ...(mergeKey === undefined ? {} : { mergeKey }),
  })
}
