'use client'

import { UnfoldVertical } from 'lucide-react'
import { useState } from 'react'
import { type FoldedPart, foldSame } from './fold-same'
import { wordDiff } from './word-diff'

/** Marked by strike-through and underline as well as by colour. Long text that did not change is unfolded on demand. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const [whole, setWhole] = useState(false)
  const parts = wordDiff(before, after)
  let at = 0
  return (
    <div className="mt-2 whitespace-pre-wrap break-words rounded-lg border border-border bg-background px-3 py-2 font-mono text-xs leading-relaxed">
      {(whole ? parts : foldSame(parts)).map((part) => {
        const key = `${at}-${part.kind}`
        at += part.text.length
        return <Part key={key} part={part} onUnfold={() => setWhole(true)} />
      })}
    </div>
  )
}

function Part({ part: { kind, text }, onUnfold }: { part: FoldedPart; onUnfold: () => void }) {
  switch (kind) {
    case 'same':
      return <span>{text}</span>
    case 'folded':
      return <Folded chars={text.length} onUnfold={onUnfold} />
    case 'added':
      return (
        <ins className="rounded-sm bg-success-soft text-success decoration-success/60 underline-offset-2">{text}</ins>
      )
    case 'removed':
      return <del className="rounded-sm bg-danger-soft text-danger">{text}</del>
  }
}

function Folded({ chars, onUnfold }: { chars: number; onUnfold: () => void }) {
  return (
    <button
      type="button"
      onClick={onUnfold}
      className="my-1 flex w-full items-center gap-1.5 rounded-md bg-surface-sunken px-2 py-1 font-sans text-muted hover:text-text"
    >
      <UnfoldVertical className="size-3.5" aria-hidden />
      {chars.toLocaleString('en')} characters that did not change
    </button>
  )
}
