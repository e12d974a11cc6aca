'use client'

import { useQuery } from '@tanstack/react-query'
import { GitCompare, History, Rocket } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { completeLayout } from '@/components/canvas/tidy'
import type { Outputs } from '@/components/shell/api-types'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { blockKey, placeOf } from '../compare/change-key'
import { compareHref, versionWords } from '../compare/drawing-ref'
import { useWish } from '../compare/use-wish'
import { DrawingCanvas } from '../drawing/drawing-canvas'
import { DrawingPage } from '../drawing/drawing-page'
import { useMayEdit } from '../use-may-edit'
import { useVersionDialogs, VersionDialogs } from '../version-dialogs'
import { VersionPanel } from './version-panel'

type VersionScreenProps = { workspace: string; blueprintId: string; number: number }

/** One version as it was published. */
export function VersionScreen({ workspace, blueprintId, number }: VersionScreenProps) {
  const trpc = useTRPC()
  const blueprint = useQuery(trpc.blueprint.get.queryOptions({ workspace, id: blueprintId }))
  const versions = useQuery(trpc.version.list.queryOptions({ workspace, blueprintId }))
  const version = useQuery(trpc.version.get.queryOptions({ workspace, blueprintId, number }))
  const heading = `Version ${number}`
  return (
    <QueryView query={blueprint} what="the blueprint" heading={heading}>
      {(data) => (
        <QueryView query={versions} what="versions" heading={heading}>
          {(list) => (
            <QueryView query={version} what={`v${number}`} heading={heading}>
              {(detail) => <Version workspace={workspace} blueprint={data} versions={list} version={detail} />}
            </QueryView>
          )}
        </QueryView>
      )}
    </QueryView>
  )
}

type VersionProps = {
  workspace: string
  blueprint: Outputs['blueprint']['get']
  versions: Outputs['version']['list']
  version: Outputs['version']['get']
}

function Version({ workspace, blueprint, versions, version }: VersionProps) {
  const { number, document, layout } = version
  const mayEdit = useMayEdit(workspace) && blueprint.archivedAt === null
  const dialogs = useVersionDialogs()
  const drawing = useMemo(() => ({ document, layout: completeLayout(document, layout) }), [document, layout])
  const { at, wish, show } = useShownBlock()
  const path = `/w/${workspace}/blueprints/${blueprint.id}/versions`
  const summary = versions.find((other) => other.number === number)
  const selected = placeOf(at)
  return (
    <>
      <DrawingPage
        title={`${blueprint.name}: ${versionWords(version)}`}
        back={{ href: path, label: 'All versions' }}
        actions={
          <VersionActions
            version={version}
            path={path}
            mayEdit={mayEdit}
            onRestore={() => dialogs.open({ kind: 'restore', version })}
            onRollOut={() => dialogs.openRollOut(number, versions[0]?.number ?? number)}
          />
        }
        drawing={
          <DrawingCanvas
            drawing={drawing}
            label={`Drawing of ${versionWords(version)}`}
            at={at}
            wish={wish}
            onSelect={(place) => show(place.kind === 'block' ? blockKey(place.id) : null, false)}
          />
        }
        panelLabel="About this version"
        panel={
          <VersionPanel
            drawing={drawing}
            version={version}
            summary={summary}
            selected={selected.kind === 'block' ? selected.id : null}
            mayEdit={mayEdit}
            onName={() => dialogs.open({ kind: 'name', version })}
            onShow={(id) => show(blockKey(id), true)}
          />
        }
      />
      <VersionDialogs workspace={workspace} blueprint={blueprint} {...dialogs} />
    </>
  )
}

type VersionActionsProps = {
  version: Pick<VersionProps['version'], 'number' | 'parentNumber'>
  path: string
  mayEdit: boolean
  onRestore: () => void
  onRollOut: () => void
}

function VersionActions({
  version: { number, parentNumber },
  path,
  mayEdit,
  onRestore,
  onRollOut,
}: VersionActionsProps) {
  const [from, to] = parentNumber === null ? ([number, 'draft'] as const) : ([parentNumber, number] as const)
  return (
    <>
      <Link href={compareHref(path, from, to)} className={buttonClass({ size: 'sm' })}>
        <GitCompare aria-hidden />
        {to === 'draft' ? 'Compare with the draft' : `Changes since v${from}`}
      </Link>
      {mayEdit && (
        <Button size="sm" onClick={onRestore}>
          <History aria-hidden />
          Restore…
        </Button>
      )}
      <Button size="sm" onClick={onRollOut}>
        <Rocket aria-hidden />
        Roll out…
      </Button>
    </>
  )
}

/** The block that the address names. */
function useShownBlock() {
  const at = useSearchParams().get('at')
  const pathname = usePathname()
  const { wish, ask } = useWish(at)
  const show = (key: string | null, centre: boolean) => {
    window.history.replaceState(null, '', key === null ? pathname : `?${new URLSearchParams({ at: key })}`)
    if (centre) ask(key)
  }
  return { at, wish, show }
}
