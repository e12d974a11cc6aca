import type { EditorStore, Overlay } from '../editor-store'

export function openOverlay(store: EditorStore, overlay: Overlay): void {
  store.setState({ overlay })
}

export function closeOverlay(store: EditorStore): void {
  store.setState({ overlay: undefined })
}
