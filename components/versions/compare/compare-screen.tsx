'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight, ArrowRight, Move } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Outputs } from '@/components/shell/api-types'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { Select, type SelectOption } from '@/components/ui/select'
import { DrawingCanvas } from '../drawing/drawing-canvas'
import { DrawingPage } from '../drawing/drawing-page'
import { blockKey, edgeKey, type Place, placeOf } from './change-key'
import { ChangePanel } from './change-panel'
import { comparisonView } from './comparison-view'
import { type DrawingRef, parseRef, refText, refWords, versionWords } from './drawing-ref'
import { useComparisonAddress } from './use-comparison-address'

type CompareScreenProps = { workspace: string; blueprintId: string }

/** Any two versions, or one and the draft, as one drawing and as a list that follow each other. */
export function CompareScreen({ workspace, blueprintId }: CompareScreenProps) {
  const trpc = useTRPC()
  const blueprint = useQuery(trpc.blueprint.get.queryOptions({ workspace, id: blueprintId }))
  const versions = useQuery(trpc.version.list.queryOptions({ workspace, blueprintId }))
  return (
    <QueryView query={blueprint} what="the blueprint" heading="Compare">
      {({ name }) => (
        <QueryView query={versions} what="versions" heading="Compare">
          {(list) => <Compared workspace={workspace} blueprint={{ id: blueprintId, name }} versions={list} />}
        </QueryView>
      )}
    </QueryView>
  )
}

type ComparedProps = {
  workspace: string
  blueprint: { id: string; name: string }
  versions: Outputs['version']['list']
}

function Compared({ workspace, blueprint, versions }: ComparedProps) {
  const trpc = useTRPC()
  const address = useComparisonAddress(versions[0]?.number)
  const { from, to } = address
  const [withMoves, setWithMoves] = useState(false)
  const query = useQuery(trpc.version.diff.queryOptions({ workspace, blueprintId: blueprint.id, from, to }))
  const view = useMemo(
    () =>
      query.data &&
      comparisonView(
        query.data.from,
        query.data.to,
        query.data.changes.map(({ change }) => change),
      ),
    [query.data],
  )
  const words = `${refWords(from, versions)} and ${refWords(to, versions)}`
  const select = (place: Place) =>
    address.show(place.kind === 'none' ? null : place.kind === 'block' ? blockKey(place.id) : edgeKey(place.id), false)
  const place = placeOf(address.at)
  return (
    <DrawingPage
      title={
        <>
          {blueprint.name}: <span className="sr-only">{words}</span>
          <span aria-hidden>what changes</span>
        </>
      }
      back={{ href: `/w/${workspace}/blueprints/${blueprint.id}/versions`, label: 'All versions' }}
      actions={
        <>
          <Sides from={from} to={to} versions={versions} onCompare={address.compare} />
          <MovesToggle moves={view?.moves ?? 0} shown={withMoves} onShow={setWithMoves} />
        </>
      }
      drawing={
        view && (
          <DrawingCanvas
            key={`${refText(from)} ${refText(to)}`}
            drawing={view.drawing}
            marks={view}
            label={`Drawing of ${words}`}
            at={address.at}
            wish={address.wish}
            onSelect={select}
            withMoves={withMoves}
          />
        )
      }
      panelLabel="Changes"
      panel={
        <QueryView query={query} what="the comparison">
          {({ changes, reach }) => (
            <ChangePanel
              key={`${refText(from)} ${refText(to)}`}
              changes={changes}
              reach={reach}
              from={typeof from === 'number' ? `v${from}` : null}
              at={address.at}
              selectedLabel={place.kind === 'block' ? view?.drawing.document.blocks[place.id]?.label : undefined}
              onShow={(key) => address.show(key, true)}
            />
          )}
        </QueryView>
      }
    />
  )
}

type SidesProps = {
  from: DrawingRef
  to: DrawingRef
  versions: ComparedProps['versions']
  onCompare: (from: DrawingRef, to: DrawingRef) => void
}

function Sides({ from, to, versions, onCompare }: SidesProps) {
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
        className="h-8 w-36"
      />
      <ArrowRight className="size-4 text-muted" aria-hidden />
      <Select
        aria-label="To"
        options={options(to)}
        value={refText(to)}
        onValueChange={(value) => onCompare(from, parseRef(value) ?? to)}
        className="h-8 w-36"
      />
      <Button variant="ghost" size="icon-sm" aria-label="Swap the two" onClick={() => onCompare(to, from)}>
        <ArrowLeftRight aria-hidden />
      </Button>
    </div>
  )
}

type MovesToggleProps = { moves: number; shown: boolean; onShow: (shown: boolean) => void }

/** Where blocks stand changes nothing for tenants, so it is folded away until somebody asks. */
function MovesToggle({ moves, shown, onShow }: MovesToggleProps) {
  if (moves === 0) return null
  return (
    <Button
      size="sm"
      aria-pressed={shown}
      onClick={() => onShow(!shown)}
      className="aria-pressed:bg-info-soft aria-pressed:text-info"
    >
      <Move aria-hidden />
      {moves === 1 ? '1 move' : `${moves} moves`}
    </Button>
  )
}
