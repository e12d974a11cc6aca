'use client'

import { useQuery } from '@tanstack/react-query'
import { GitCompare, History, RotateCw, Workflow } from 'lucide-react'
import Link from 'next/link'
import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { Outputs } from '../shell/api-types'
import { compareHref } from './compare/drawing-ref'
import { DraftsAside } from './drafts-aside'
import { useMayEdit } from './use-may-edit'
import { useVersionDialogs, VersionDialogs } from './version-dialogs'
import { VersionRow } from './version-row'

type VersionsScreenProps = { workspace: string; blueprintId: string }

export function VersionsScreen({ workspace, blueprintId }: VersionsScreenProps) {
  const trpc = useTRPC()
  const blueprint = useQuery(trpc.blueprint.get.queryOptions({ workspace, id: blueprintId }))
  const versions = useQuery(trpc.version.list.queryOptions({ workspace, blueprintId }))
  return (
    <PageColumn>
      <QueryView query={blueprint} what="the blueprint" heading="Versions">
        {(data) => (
          <QueryView query={versions} what="versions" heading="Versions">
            {(list) => <Versions workspace={workspace} blueprint={data} versions={list} />}
          </QueryView>
        )}
      </QueryView>
    </PageColumn>
  )
}

type VersionsProps = {
  workspace: string
  blueprint: Outputs['blueprint']['get']
  versions: Outputs['version']['list']
}

function Versions({ workspace, blueprint, versions }: VersionsProps) {
  const mayEdit = useMayEdit(workspace) && blueprint.archivedAt === null
  const dialogs = useVersionDialogs()
  const [latest] = versions
  const canvas = `/w/${workspace}/blueprints/${blueprint.id}`
  const path = `${canvas}/versions`
  const toCanvas = (
    <Link href={canvas} className={buttonClass({ variant: 'primary' })}>
      <Workflow aria-hidden />
      Open the canvas
    </Link>
  )
  return (
    <>
      <PageHeader
        crumbs={[
          { href: `/w/${workspace}/blueprints`, label: 'Blueprints' },
          { href: canvas, label: blueprint.name },
        ]}
        title="Versions"
        description="Each is kept as it was published. Rolling back is rolling out an older one."
        actions={
          <>
            {latest && (
              <>
                <Link href={compareHref(path, latest.number, 'draft')} className={buttonClass()}>
                  <GitCompare aria-hidden />
                  Compare…
                </Link>
                <Button onClick={() => dialogs.open({ kind: 'roll-out', version: latest.number, intent: 'redeploy' })}>
                  <RotateCw aria-hidden />
                  Redeploy…
                </Button>
              </>
            )}
            {toCanvas}
          </>
        }
      />
      {latest ? (
        <Card>
          <ol className="divide-y divide-border">
            {versions.map((version) => (
              <VersionRow
                key={version.number}
                version={version}
                latest={version === latest}
                path={path}
                mayEdit={mayEdit}
                onRollOut={() => dialogs.openRollOut(version.number, latest.number)}
                onName={() => dialogs.open({ kind: 'name', version })}
                onRestore={() => dialogs.open({ kind: 'restore', version })}
              />
            ))}
          </ol>
        </Card>
      ) : (
        <EmptyState icon={History} title="No version yet" action={toCanvas}>
          Publish the draft on the canvas: it becomes v1, never changes again, and can be rolled out to tenants.
        </EmptyState>
      )}
      <DraftsAside workspace={workspace} blueprintId={blueprint.id} path={path} mayEdit={mayEdit} />
      <VersionDialogs workspace={workspace} blueprint={blueprint} {...dialogs} />
    </>
  )
}
