'use client'

import { useQuery } from '@tanstack/react-query'
import { GitCompare, History, RotateCw, Workflow } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { RollOutDialog, type RollOutDialogProps } from '@/components/rollouts/roll-out-dialog'
import type { Outputs } from '@/components/shell/api-types'
import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { CompareDialog, type ComparePair } from './compare-dialog'
import { VersionRow } from './version-row'

type VersionsScreenProps = { workspace: string; blueprintId: string }

export function VersionsScreen({ workspace, blueprintId }: VersionsScreenProps) {
  const trpc = useTRPC()
  const blueprint = useQuery(trpc.blueprint.get.queryOptions({ workspace, id: blueprintId }))
  const versions = useQuery(trpc.version.list.queryOptions({ workspace, blueprintId }))
  return (
    <PageColumn>
      <QueryView query={blueprint} what="the blueprint" heading="Versions">
        {({ name }) => (
          <QueryView query={versions} what="versions" heading="Versions">
            {(list) => <Versions workspace={workspace} blueprint={{ id: blueprintId, name }} versions={list} />}
          </QueryView>
        )}
      </QueryView>
    </PageColumn>
  )
}

type VersionsProps = {
  workspace: string
  blueprint: { id: string; name: string }
  versions: Outputs['version']['list']
}

function Versions({ workspace, blueprint, versions }: VersionsProps) {
  const [compared, setCompared] = useState<ComparePair | null>(null)
  const [rollingOut, setRollingOut] = useState<Pick<RollOutDialogProps, 'version' | 'intent'> | null>(null)
  const [latest] = versions
  const canvas = `/w/${workspace}/blueprints/${blueprint.id}`
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
                <Button onClick={() => setCompared({ from: latest.number, to: 'draft' })}>
                  <GitCompare aria-hidden />
                  Compare…
                </Button>
                <Button onClick={() => setRollingOut({ version: latest.number, intent: 'redeploy' })}>
                  <RotateCw aria-hidden />
                  Redeploy…
                </Button>
              </>
            )}
            <Link href={canvas} className={buttonClass({ variant: 'primary' })}>
              <Workflow aria-hidden />
              Open the canvas
            </Link>
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
                latest={version.number === latest.number}
                onCompare={() => setCompared({ from: version.parentNumber ?? version.number, to: version.number })}
                onRollOut={() =>
                  setRollingOut({
                    version: version.number,
                    intent: version.number < latest.number ? 'roll-back' : 'roll-out',
                  })
                }
              />
            ))}
          </ol>
        </Card>
      ) : (
        <EmptyState
          icon={History}
          title="No version yet"
          action={
            <Link href={canvas} className={buttonClass({ variant: 'primary' })}>
              Open the canvas
            </Link>
          }
        >
          Publish the draft on the canvas: it becomes v1, never changes again, and can be rolled out to tenants.
        </EmptyState>
      )}
      <CompareDialog
        workspace={workspace}
        blueprintId={blueprint.id}
        versions={versions.map(({ number }) => number)}
        pair={compared}
        onClose={() => setCompared(null)}
      />
      {rollingOut && (
        <RollOutDialog
          workspace={workspace}
          blueprint={blueprint}
          version={rollingOut.version}
          intent={rollingOut.intent}
          open
          onOpenChange={(open) => !open && setRollingOut(null)}
        />
      )}
    </>
  )
}
