import { type Slot, slotSchema } from '@/domain/blueprint/document'
import { setSlot } from '../../store/commands/settings'
import { writeAt } from '../config-path'
import type { SettingsSource } from '../settings-source'

/** One slot. Problems of a slot are told of it as a whole, so its fields have none of their own. */
export function slotSource(name: string): SettingsSource {
  return {
    prefix: `slots.${name}.`,
    read: (state) => state.document.slots[name],
    write: (store, path, value) => {
      const slot = store.getState().document.slots[name]
      if (slot !== undefined) setSlot(store, name, writeAt(slot, path, value) as Slot)
    },
    schema: slotSchema,
    variables: () => [],
  }
}
