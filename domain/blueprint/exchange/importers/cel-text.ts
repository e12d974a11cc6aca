/** A text as CEL reads it back. */
export function celText(text: string): string {
  return JSON.stringify(text).replace(/\u2028|\u2029/g, (char) => (char === '\u2028' ? '\\u2028' : '\\u2029'))
}

const segment = /^[a-zA-Z_][a-zA-Z0-9_]*$/

/** `a`, `b c` → `root.a["b c"]`. */
export function celPath(root: string, path: readonly string[]): string {
  return path.reduce((text, key) => {
    if (segment.test(key)) return `${text}.${key}`
    return /^\d+$/.test(key) ? `${text}[${key}]` : `${text}[${celText(key)}]`
  }, root)
}
