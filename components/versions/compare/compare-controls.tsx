'use client'

import { ArrowLeftRight, ArrowRight, Move } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Select, type SelectOption } from '@/components/ui/select'
import { type DrawingRef, parseRef, refText, versionWords } from './drawing-ref'

type ComparedSidesProps = {
  from: DrawingRef
  to: DrawingRef
  versions: readonly { number: number; name: string | null; message: string }[]
  onCompare: (from: DrawingRef, to: DrawingRef) => void
}

export function ComparedSides({ from, to, versions, onCompare }: ComparedSidesProps) {
  const options = (chosen: DrawingRef): SelectOption[] => [
    { value: 'draft', label: 'The draft' },
    ...(typeof chosen === 'object' ? [{ value: refText(chosen), label: 'Draft set aside' }] : []),
    ...versions.map((version) => ({
      value: String(version.number),
      label: versionWords(version),
      hint: version.message,
    })),
  ]
  return (
    <div className="flex items-center gap-1.5">
      <Select
        aria-label="From"
        options={options(from)}
        value={refText(from)}
        onValueChange={(value) => onCompare(parseRef(value) ?? from, to)}
        className="h-8 w-36 max-sm:w-30"
      />
      <ArrowRight className="size-4 text-muted" aria-hidden />
      <Select
        aria-label="To"
        options={options(to)}
        value={refText(to)}
        onValueChange={(value) => onCompare(from, parseRef(value) ?? to)}
        className="h-8 w-36 max-sm:w-30"
      />
      <Button variant="ghost" size="icon-sm" aria-label="Swap the two" onClick={() => onCompare(to, from)}>
        <ArrowLeftRight aria-hidden />
      </Button>
    </div>
  )
}

type MovesToggleProps = { moves: number; shown: boolean; onShow: (shown: boolean) => void }

/** Where blocks stand changes nothing for tenants, so it is folded away until somebody asks. */
export function MovesToggle({ moves, shown, onShow }: MovesToggleProps) {
  if (moves === 0) return null
  return (
    <Button
      size="sm"
      aria-pressed={shown}
      onClick={() => onShow(!shown)}
      className="aria-pressed:bg-info-soft aria-pressed:text-info"
    >
      <Move aria-hidden />
      {moves}
      <span className="max-sm:sr-only">{moves === 1 ? 'move' : 'moves'}</span>
    </Button>
  )
}
