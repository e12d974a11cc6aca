'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog'
import { Select, type SelectOption } from '@/components/ui/select'
import { ChangeList } from './change-list'

type VersionRef = number | 'draft'
export type ComparePair = { from: VersionRef; to: VersionRef }

type CompareDialogProps = {
  workspace: string
  blueprintId: string
  versions: readonly number[]
  pair: ComparePair | null
  onClose: () => void
}

/** Any two versions, or a version and the draft. Opens on the pair that was asked for; both ends can be changed. */
export function CompareDialog({ pair, onClose, ...rest }: CompareDialogProps) {
  return (
    <Dialog open={pair !== null} onOpenChange={(open) => !open && onClose()}>
      {pair && <Comparison key={`${pair.from}-${pair.to}`} initial={pair} {...rest} />}
    </Dialog>
  )
}

type ComparisonProps = Omit<CompareDialogProps, 'pair' | 'onClose'> & { initial: ComparePair }

function Comparison({ workspace, blueprintId, versions, initial }: ComparisonProps) {
  const [pair, setPair] = useState(initial)
  const trpc = useTRPC()
  const query = useQuery(trpc.version.diff.queryOptions({ workspace, blueprintId, ...pair }))
  const options: SelectOption[] = [
    { value: 'draft', label: 'The draft' },
    ...versions.map((number) => ({ value: String(number), label: `v${number}` })),
  ]
  return (
    <DialogContent title="What changes" description="Read it as: on the way from the first to the second." size="lg">
      <div className="flex items-center gap-2.5 px-5 pb-3">
        <Select
          aria-label="From"
          options={options}
          value={String(pair.from)}
          onValueChange={(value) => setPair({ ...pair, from: toRef(value) })}
          className="w-36"
        />
        <ArrowRight className="size-4 text-muted" aria-hidden />
        <Select
          aria-label="To"
          options={options}
          value={String(pair.to)}
          onValueChange={(value) => setPair({ ...pair, to: toRef(value) })}
          className="w-36"
        />
      </div>
      <DialogBody className="min-h-64">
        <QueryView query={query} what="the comparison">
          {({ changes, reach }) => <ChangeList changes={changes} reach={reach} />}
        </QueryView>
      </DialogBody>
    </DialogContent>
  )
}

function toRef(value: string): VersionRef {
  return value === 'draft' ? 'draft' : Number(value)
}
