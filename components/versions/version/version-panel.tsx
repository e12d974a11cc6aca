'use client'

import { ShieldCheck, Tag } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { kindLabel } from '@/components/canvas/block-words'
import type { Snapshot } from '@/components/canvas/store/history'
import type { Outputs } from '@/components/shell/api-types'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { Block } from '@/domain/blueprint/document'
import { reachOf } from '@/domain/blueprint/reach'
import { blockDetails } from '../change-details'
import { DetailsView } from '../details-view'
import { VersionFacts } from '../version-facts'

type VersionPanelProps = {
  drawing: Snapshot
  version: { number: number; name: string | null; message: string }
  summary: Outputs['version']['list'][number] | undefined
  selected: string | null
  mayEdit: boolean
  onName: () => void
  onShow: (block: string) => void
}

export function VersionPanel(props: VersionPanelProps) {
  const { drawing, version, summary, selected, mayEdit, onName, onShow } = props
  return (
    <div className="flex flex-col gap-5">
      <section aria-label="What it is" className="px-1">
        <div className="flex items-start justify-between gap-3">
          <p className="min-w-0 break-words font-medium text-sm">
            {version.name !== null && (
              <Badge tone="info" className="mr-2">
                {version.name}
              </Badge>
            )}
            {version.message}
          </p>
          {mayEdit && (
            <Button variant="ghost" size="sm" onClick={onName}>
              <Tag aria-hidden />
              {version.name === null ? 'Name…' : 'Change the name…'}
            </Button>
          )}
        </div>
        {summary && <VersionFacts version={summary} className="mt-1.5" />}
      </section>
      <Reach document={drawing.document} />
      <section aria-labelledby="blocks-of-version">
        <h2 id="blocks-of-version" className="mb-1 px-3 font-medium text-muted text-xs">
          Blocks
        </h2>
        <ul>
          {inReadingOrder(drawing).map(([id, block]) => (
            <BlockRow key={id} block={block} selected={id === selected} onPress={() => onShow(id)} />
          ))}
        </ul>
      </section>
    </div>
  )
}

/** From top to bottom, and from left to right, as it is drawn. */
function inReadingOrder({ document, layout }: Snapshot): [string, Block][] {
  const place = (id: string) => layout.positions[id] ?? { x: 0, y: 0 }
  return Object.entries(document.blocks).sort(([a], [b]) => place(a).y - place(b).y || place(a).x - place(b).x)
}

function Reach({ document }: Pick<Snapshot, 'document'>) {
  const reach = reachOf([document])
  if (reach.length === 0) return null
  return (
    <section aria-labelledby="reach-of-version" className="px-3">
      <h2 id="reach-of-version" className="mb-1 flex items-center gap-1.5 font-medium text-muted text-xs">
        <ShieldCheck className="size-3.5" aria-hidden />
        May reach
      </h2>
      <ul className="break-words">
        {reach.map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
    </section>
  )
}

type BlockRowProps = { block: Block; selected: boolean; onPress: () => void }

function BlockRow({ block, selected, onPress }: BlockRowProps) {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const details = selected ? blockDetails(block) : null
  return (
    <li
      ref={row}
      className={cn(
        'scroll-m-4 border-l-2 py-0.5 pl-1',
        selected ? 'border-accent bg-accent-soft/40' : 'border-transparent',
      )}
    >
      <button
        type="button"
        aria-expanded={selected}
        onClick={onPress}
        className="flex w-full items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-left hover:bg-surface-sunken"
      >
        <span className="min-w-0 break-words">{block.label}</span>
        <span className="shrink-0 text-muted text-xs">{kindLabel(block.kind)}</span>
      </button>
      {details && (
        <div className="px-2 pb-2">
          <DetailsView details={details} />
        </div>
      )}
    </li>
  )
}
