'use client'

import { Handle, Position } from '@xyflow/react'
import { LifeBuoy, Repeat } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { Block, Handling } from '@/domain/blueprint/document'
import { handlingWords } from '@/domain/blueprint/handling-words'
import { blockSize, blockWidth, hasInput, type PlacedPort, placePorts } from '../block-geometry'
import { kindLabel } from '../block-words'
import { groupStyles } from './group-styles'
import { pictureOf } from './registry'
import { SummaryText } from './summary-text'

type BlockCardProps = {
  block: Block
  /** Label of the innermost loop that runs it. */
  loop: string | undefined
  isConnectable: boolean
  /** A connection that is being drawn may end here. */
  wanted?: boolean
  /** Stands back behind others: no colours of its own. */
  quiet?: boolean
  /** At the right of the title. */
  marks?: ReactNode
  className?: string
  children?: ReactNode
}

/** What a block looks like, wherever a drawing is shown. */
export function BlockCard(props: BlockCardProps) {
  const { block, loop, isConnectable, wanted = false, quiet = false, marks, className, children } = props
  const picture = pictureOf(block.kind)
  const group = groupStyles[blockKindOf(block.kind)?.group ?? 'control']
  const Icon = picture.icon
  const width = blockWidth(block)
  return (
    <article
      style={{ width, height: blockSize.heightPx }}
      className={cn(
        'group/block relative flex flex-col rounded-xl border border-border bg-surface-raised text-left shadow-raised transition-[border-color,box-shadow,opacity]',
        quiet && 'bg-background shadow-none',
        className,
      )}
    >
      {hasInput(block) && (
        <Handle
          id="in"
          type="target"
          position={Position.Top}
          isConnectable={isConnectable}
          className={cn('port', wanted && 'port-wanted')}
        />
      )}
      {loop !== undefined && <LoopMark loop={loop} />}
      <header className="flex items-center gap-2.5 px-3 pt-3">
        <span
          className={cn(
            'grid size-7 shrink-0 place-items-center rounded-lg',
            quiet ? 'bg-surface-sunken text-muted' : group.chip,
          )}
        >
          <Icon className="size-4" aria-hidden />
        </span>
        <div className="min-w-0 flex-1 leading-tight">
          <h2 className={cn('truncate font-semibold text-[0.8125rem]', quiet && 'font-medium text-muted')}>
            {block.label}
          </h2>
          <p className="truncate text-[0.6875rem] text-muted">{kindLabel(block.kind)}</p>
        </div>
        {block.handling && <HandlingMark handling={block.handling} />}
        {marks}
      </header>
      <p className="mx-3 mt-1.5 line-clamp-2 break-words text-muted text-xs leading-4">
        <SummaryText text={picture.summary(block.config)} />
      </p>
      {placePorts(block).map((port) => (
        <OutputPort key={port.name} port={port} width={width} isConnectable={isConnectable} />
      ))}
      {children}
    </article>
  )
}

type OutputPortProps = { port: PlacedPort; width: number; isConnectable: boolean }

function OutputPort({ port, width, isConnectable }: OutputPortProps) {
  return (
    <>
      {port.labelled && (
        <span
          title={port.label}
          style={{ left: percent(port, width), maxWidth: port.widthPx - 6 }}
          className={cn(
            'pointer-events-none absolute bottom-2 -translate-x-1/2 truncate text-[0.625rem] leading-3',
            port.tone === 'error' ? 'text-muted' : 'font-medium text-text',
          )}
        >
          {port.label}
        </span>
      )}
      <Handle
        id={port.name}
        type="source"
        position={Position.Bottom}
        isConnectable={isConnectable}
        style={{ left: percent(port, width) }}
        className={cn('port', port.tone === 'error' && 'port-error')}
      />
    </>
  )
}

/** Of the inner width, so that the border does not push a port out of line with the one below. */
function percent({ leftPx }: PlacedPort, width: number): string {
  return `${(leftPx / width) * 100}%`
}

/** Stands on the upper edge of every block that a loop runs for each item. */
function LoopMark({ loop }: { loop: string }) {
  return (
    <span
      title={`Runs for each item of ${loop}`}
      className="absolute -top-2 left-3 flex max-w-24 items-center gap-1 rounded-full border border-group-control/40 bg-group-control-soft px-1.5 text-[0.625rem] text-group-control leading-3.5"
    >
      <Repeat className="size-2.5 shrink-0" aria-hidden />
      <span className="truncate">{loop}</span>
    </span>
  )
}

function HandlingMark({ handling }: { handling: Handling }) {
  const words = `When it fails: ${handlingWords(handling)}`
  return (
    <span title={words} className="flex items-center gap-0.5 text-[0.625rem] text-muted">
      <LifeBuoy className="size-3.5" aria-hidden />
      {(handling.retries ?? 0) > 0 && <span aria-hidden>{`×${handling.retries}`}</span>}
      <span className="sr-only">{words}</span>
    </span>
  )
}
