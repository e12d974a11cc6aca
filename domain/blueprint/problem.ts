/** What lint finds. `error` blocks publishing; `warning` does not. */
export type Problem = {
  code: string
  severity: 'error' | 'warning'
  /** A sentence that says what is wrong and what to do. */
  message: string
  /** Where: a block, optionally a field of its config (`instructions`, `branches.0.name`), or an edge. */
  at: { block?: string; field?: string; edge?: string; slot?: string }
}
