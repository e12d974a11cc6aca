import { completeLayout } from '../../tidy'
import { commit } from '../commit'
import type { EditorStore } from '../editor-store'
import type { Snapshot } from '../history'

/** Puts another drawing in place of this one, as a step that undo takes back: their draft, recovered work, a starter. */
export function replaceDrawing(store: EditorStore, name: string, { document, layout }: Snapshot): void {
  commit(store, { name, document, layout: completeLayout(document, layout), announce: `Done: ${name}.` })
}
