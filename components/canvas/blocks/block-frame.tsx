'use client'

import type { NodeProps } from '@xyflow/react'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import { useConnectability } from '../connect/use-connectability'
import { useEditor } from '../editor-context'
import type { BlockNode } from '../flow-mapping'
import { PersonChip } from '../people/person-chip'
import { usePeopleAt } from '../people/use-people-at'
import { litClass, RunMark } from '../test/run-mark'
import { useBlockRun } from '../test/test-context'
import { BlockCard } from './block-card'

/** One block on the canvas. Rendered again only when its own block, selection or problems change. */
export const BlockFrame = memo(function BlockFrame({
  id,
  data: { block, loop },
  selected,
  isConnectable,
}: NodeProps<BlockNode>) {
  const connectability = useConnectability(id)
  const people = usePeopleAt(id)
  const run = useBlockRun(id)
  return (
    <BlockCard
      block={block}
      loop={loop}
      isConnectable={isConnectable}
      wanted={connectability === 'yes'}
      marks={
        <>
          {people.map((person) => (
            <PersonChip key={person.tab} person={person} title={`${person.name} is here`} />
          ))}
          {run !== undefined && <RunMark run={run} />}
          <ProblemMark id={id} />
        </>
      }
      className={cn(
        'hover:border-border-strong',
        people.length > 0 && 'border-dashed outline-2 outline-border-strong outline-dashed outline-offset-3',
        run !== undefined && litClass[run.state],
        selected && 'border-accent ring-2 ring-accent/35 hover:border-accent',
        connectability === 'yes' && 'border-accent ring-4 ring-accent/20',
        connectability === 'no' && 'opacity-45',
      )}
    />
  )
})

function ProblemMark({ id }: { id: string }) {
  const worst = useEditor((state) => {
    const own = state.problems.filter((problem) => problem.at.block === id)
    return own.find((problem) => problem.severity === 'error') ?? own[0]
  })
  if (worst === undefined) return null
  const Icon = worst.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <span title={worst.message} className={worst.severity === 'error' ? 'text-danger' : 'text-warning'}>
      <Icon className="size-4" aria-hidden />
      <span className="sr-only">{worst.severity === 'error' ? 'Has an error' : 'Has a warning'}</span>
    </span>
  )
}
