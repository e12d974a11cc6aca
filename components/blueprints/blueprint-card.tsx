import { History, PencilLine, Users } from 'lucide-react'
import Link from 'next/link'
import type { Outputs } from '@/components/shell/api-types'
import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import { BlueprintMenu } from './blueprint-menu'

export type BlueprintSummary = Outputs['blueprint']['list'][number]

/** The whole card opens the canvas; the links inside it lead elsewhere. */
export function BlueprintCard({ blueprint, workspace }: { blueprint: BlueprintSummary; workspace: string }) {
  const { id, name, latestVersion, draftDirty, tenantCount, updatedAt, updatedBy } = blueprint
  const canvas = `/w/${workspace}/blueprints/${id}`
  return (
    <li className="relative flex flex-col gap-4 rounded-xl border border-border bg-surface p-5 transition-colors hover:border-border-strong">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-semibold text-[0.9375rem]">
            <Link href={canvas} className="break-words after:absolute after:inset-0 after:rounded-xl">
              {name}
            </Link>
          </h2>
          <p className="mt-0.5 text-muted text-xs">
            changed <RelativeTime at={updatedAt} />
            {updatedBy && ` by ${updatedBy}`}
          </p>
        </div>
        <BlueprintMenu blueprint={blueprint} workspace={workspace} />
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {latestVersion === null ? (
          <Badge tone="outline">not published yet</Badge>
        ) : (
          <Badge tone="accent">v{latestVersion}</Badge>
        )}
        {latestVersion !== null && draftDirty && (
          <Badge tone="warning">
            <PencilLine aria-hidden />
            unpublished changes
          </Badge>
        )}
      </div>
      <div className="mt-auto flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
        <Link
          href={`/w/${workspace}/tenants?blueprint=${id}`}
          className="relative flex items-center gap-1.5 hover:text-text hover:underline"
        >
          <Users className="size-3.5" aria-hidden />
          {tenantCount} {tenantCount === 1 ? 'tenant' : 'tenants'}
        </Link>
        <Link
          href={`${canvas}/versions`}
          className="relative flex items-center gap-1.5 hover:text-text hover:underline"
        >
          <History className="size-3.5" aria-hidden />
          Versions
        </Link>
      </div>
    </li>
  )
}
