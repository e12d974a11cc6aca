'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { DescribedChange } from '../group-changes'
import { changeKey } from './change-key'

type ChangeStepperProps = {
  ordered: readonly DescribedChange[]
  current: DescribedChange | undefined
  onShow: (key: string) => void
}

/** From one change to the next, each shown on the drawing and read aloud. */
export function ChangeStepper({ ordered, current, onShow }: ChangeStepperProps) {
  const index = current === undefined ? -1 : ordered.indexOf(current)
  const step = (by: number) => {
    const next = ordered[index === -1 && by < 0 ? ordered.length - 1 : index + by]
    if (next !== undefined) onShow(changeKey(next.change))
  }
  return (
    <div className="-top-4 sticky z-10 flex items-center gap-1 bg-surface py-1.5">
      <p role="status" className="flex-1 px-1 text-muted text-xs">
        {current === undefined ? (
          countWords(ordered.length)
        ) : (
          <>
            Change {index + 1} of {ordered.length}
            <span className="sr-only">: {current.description}</span>
          </>
        )}
      </p>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Previous change"
        disabled={index === 0}
        onClick={() => step(-1)}
      >
        <ChevronUp aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Next change"
        disabled={index === ordered.length - 1}
        onClick={() => step(1)}
      >
        <ChevronDown aria-hidden />
      </Button>
    </div>
  )
}

function countWords(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`
}
