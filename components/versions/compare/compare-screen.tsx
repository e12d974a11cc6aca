'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Outputs } from '@/components/shell/api-types'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { DrawingCanvas } from '../drawing/drawing-canvas'
import { DrawingPage } from '../drawing/drawing-page'
import { blockKey, edgeKey, type Place, placeOf } from './change-key'
import { ChangePanel } from './change-panel'
import { ComparedSides, MovesToggle } from './compare-controls'
import { type ComparisonView, comparisonView } from './comparison-view'
import { refText, refWords } from './drawing-ref'
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
          <ComparedSides from={from} to={to} versions={versions} onCompare={address.compare} />
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
              moved={withMoves && view ? movedBlocks(view) : []}
              onShow={(key) => address.show(key, true)}
            />
          )}
        </QueryView>
      }
    />
  )
}

function movedBlocks({ blocks, drawing }: ComparisonView) {
  return Object.entries(blocks).flatMap(([id, { movedFrom }]) =>
    movedFrom === undefined ? [] : [{ id, label: drawing.document.blocks[id]?.label ?? id }],
  )
}
