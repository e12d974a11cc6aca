/** Every shortcut of the editor: what it is called, what it does, and which keys bring it about. */
export type ShortcutAction =
  | 'quick-add'
  | 'connect'
  | 'edit'
  | 'delete'
  | 'duplicate'
  | 'select-all'
  | 'undo'
  | 'redo'
  | 'deselect'
  | 'tidy'
  | 'fit'
  | 'publish'
  | 'shortcuts'

export type Shortcut = {
  action: ShortcutAction
  /** Left out for a second way to the same, which the sheet does not list. */
  label?: string
  /** How the sheet shows it; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys?: readonly string[]
  key: string
  mod?: boolean
  /** Left out: either will do, as with `?` that some keyboards type without Shift. */
  shift?: boolean
}

export const shortcuts: readonly Shortcut[] = [
  { action: 'quick-add', label: 'Add a block', keys: ['/'], key: '/' },
  { action: 'connect', label: 'Connect the selected block to…', keys: ['C'], key: 'c', shift: false },
  { action: 'edit', label: 'Edit the selected block', keys: ['Enter'], key: 'enter', shift: false },
  { action: 'delete', label: 'Delete what is selected', keys: ['Delete'], key: 'delete' },
  { action: 'delete', key: 'backspace' },
  { action: 'duplicate', label: 'Duplicate', keys: ['mod', 'D'], key: 'd', mod: true, shift: false },
  { action: 'select-all', label: 'Select all', keys: ['mod', 'A'], key: 'a', mod: true, shift: false },
  { action: 'undo', label: 'Undo', keys: ['mod', 'Z'], key: 'z', mod: true, shift: false },
  { action: 'redo', label: 'Redo', keys: ['Shift', 'mod', 'Z'], key: 'z', mod: true, shift: true },
  { action: 'redo', key: 'y', mod: true, shift: false },
  { action: 'tidy', label: 'Tidy the layout', keys: ['Shift', 'T'], key: 't', shift: true },
  { action: 'fit', label: 'Show everything', keys: ['Shift', '1'], key: '!', shift: true },
  { action: 'publish', label: 'Publish', keys: ['mod', 'Enter'], key: 'enter', mod: true },
  { action: 'deselect', label: 'Deselect', keys: ['Esc'], key: 'escape' },
  { action: 'shortcuts', label: 'This list', keys: ['?'], key: '?' },
]

/** What React Flow and the browser's clipboard handle themselves; listed for the sheet. */
export const builtInKeys: readonly { label: string; keys: readonly string[] }[] = [
  { label: 'Copy, cut, paste', keys: ['mod', 'C', 'X', 'V'] },
  { label: 'Walk through blocks and connections', keys: ['Tab'] },
  { label: 'Select the focused block', keys: ['Space'] },
  { label: 'Move what is selected', keys: ['↑', '↓', '←', '→'] },
  { label: 'Move it further', keys: ['Shift', '↑ ↓ ← →'] },
]

export type KeyPress = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }

export function actionOf(press: KeyPress): ShortcutAction | undefined {
  if (press.altKey) return undefined
  const mod = press.ctrlKey || press.metaKey
  const key = press.key.toLowerCase()
  return shortcuts.find(
    (shortcut) =>
      shortcut.key === key &&
      (shortcut.mod ?? false) === mod &&
      (shortcut.shift === undefined || shortcut.shift === press.shiftKey),
  )?.action
}

/** While a person types, letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
