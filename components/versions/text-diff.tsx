import { wordDiff } from './word-diff'

/** Marked by strike-through and underline as well as by colour. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  let at = 0
  return (
    <div className="mt-2 whitespace-pre-wrap break-words rounded-lg border border-border bg-background px-3 py-2 font-mono text-xs leading-relaxed">
      {wordDiff(before, after).map(({ kind, text }) => {
        const key = `${at}-${kind}`
        at += text.length
        if (kind === 'same') return <span key={key}>{text}</span>
        if (kind === 'added')
          return (
            <ins key={key} className="rounded-sm bg-success-soft text-success decoration-success/60 underline-offset-2">
              {text}
            </ins>
          )
        return (
          <del key={key} className="rounded-sm bg-danger-soft text-danger">
            {text}
          </del>
        )
      })}
    </div>
  )
}
