'use client'

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Popover, PopoverContent, PopoverTitle, PopoverTrigger } from '@/components/ui/popover'
import { isError } from '@/domain/blueprint/lint'
import type { Problem } from '@/domain/blueprint/problem'
import { countOf } from '../block-words'
import { useEditor, useEditorHandle } from '../editor-context'
import { deselect, focusPanel, revealBlock, setSelection } from '../store/commands/selection'
import type { EditorStore } from '../store/editor-store'

/** How many problems there are; opened, what they are. Choosing one goes to its block and field. */
export function ProblemBadge() {
  const [open, setOpen] = useState(false)
  const problems = useEditor((state) => state.problems)
  const errors = problems.filter(isError).length
  const warnings = problems.length - errors
  const Icon = errors > 0 ? CircleAlert : warnings > 0 ? TriangleAlert : CircleCheck
  const words = [errors > 0 && countOf(errors, 'error'), warnings > 0 && countOf(warnings, 'warning')].filter(Boolean)
  const tone = errors > 0 ? 'text-danger' : warnings > 0 ? 'text-warning' : 'text-success'
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger render={<Button variant="ghost" size="sm" />}>
        <Icon className={tone} aria-hidden />
        <span className="max-lg:sr-only">{words.join(', ') || 'No problems'}</span>
      </PopoverTrigger>
      <PopoverContent align="end" className="max-h-96 w-96 overflow-y-auto p-1.5">
        <PopoverTitle className="px-2 py-1.5 font-semibold text-[0.8125rem]">
          {problems.length === 0 ? 'Ready to publish' : words.join(', ')}
        </PopoverTitle>
        {problems.length === 0 && <p className="px-2 pb-2 text-muted text-xs">Nothing is wrong with this drawing.</p>}
        <ProblemList problems={problems} onGo={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  )
}

export function ProblemList({ problems, onGo }: { problems: readonly Problem[]; onGo?: () => void }) {
  const { store } = useEditorHandle()
  return (
    <ul>
      {problems.map((problem) => {
        const Icon = isError(problem) ? CircleAlert : TriangleAlert
        return (
          <li key={`${problem.code} ${problem.message} ${JSON.stringify(problem.at)}`}>
            <button
              type="button"
              onClick={() => {
                onGo?.()
                goTo(store, problem)
              }}
              className="flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left text-[0.8125rem] hover:bg-surface-sunken"
            >
              <Icon
                className={cn('mt-0.5 size-3.5 shrink-0', isError(problem) ? 'text-danger' : 'text-warning')}
                aria-hidden
              />
              <span className="min-w-0 break-words">
                <span className="sr-only">{isError(problem) ? 'Error: ' : 'Warning: '}</span>
                {problem.message}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function goTo(store: EditorStore, { at }: Problem): void {
  if (at.block !== undefined) revealBlock(store, at.block, at.field)
  else if (at.edge !== undefined) setSelection(store, { blocks: [], edges: [at.edge] })
  else {
    deselect(store)
    if (at.field !== undefined) focusPanel(store, at.field)
  }
}
