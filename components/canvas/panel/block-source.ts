import { handlingSchema } from '@/domain/blueprint/document'
import { setConfigValue, setHandlingValue } from '../store/commands/config'
import type { SettingsSource } from './settings-source'
import { variablesFor } from './variables'

/** The settings of a block. */
export function configSource(block: string): SettingsSource {
  return {
    block,
    prefix: '',
    read: (state) => state.document.blocks[block]?.config,
    write: (store, path, value) => setConfigValue(store, block, path, value),
    variables: (document, field) => variablesFor(document, block, field),
  }
}

/** What a block does when it fails. */
export function handlingSource(block: string): SettingsSource {
  return {
    block,
    prefix: 'handling.',
    read: (state) => state.document.blocks[block]?.handling,
    write: (store, path, value) => setHandlingValue(store, block, path, value),
    schema: handlingSchema.optional(),
    variables: () => [],
  }
}
