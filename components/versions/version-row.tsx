'use client'

import { GitCompare, Rocket } from 'lucide-react'
import type { Outputs } from '@/components/shell/api-types'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'

type VersionRowProps = {
  version: Outputs['version']['list'][number]
  latest: boolean
  onCompare: () => void
  onRollOut: () => void
}

export function VersionRow({ version, latest, onCompare, onRollOut }: VersionRowProps) {
  const { number, message, authorName, createdAt, digest, tenantCount, parentNumber } = version
  return (
    <li className="grid gap-x-5 gap-y-2 px-5 py-4 sm:grid-cols-[3.5rem_minmax(0,1fr)_auto]">
      <span className="font-semibold text-base text-accent">v{number}</span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 break-words">{message}</span>
          {latest && <Badge tone="accent">latest</Badge>}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-muted text-xs">
          <span>{authorName}</span>
          <RelativeTime at={createdAt} />
          <span>
            {tenantCount === 0
              ? 'no tenant runs it'
              : `${tenantCount} ${tenantCount === 1 ? 'tenant runs' : 'tenants run'} it`}
          </span>
          <code className="font-mono" title={digest}>
            {shortDigest(digest)}
          </code>
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-2 max-sm:col-start-1">
        <Button size="sm" variant="ghost" onClick={onCompare} disabled={parentNumber === null}>
          <GitCompare aria-hidden />
          Changes<span className="sr-only"> of v{number}</span>
        </Button>
        <Button size="sm" onClick={onRollOut}>
          <Rocket aria-hidden />
          Roll out…<span className="sr-only"> v{number}</span>
        </Button>
      </div>
    </li>
  )
}

function shortDigest(digest: string): string {
  return digest.replace(/^sha256[:-]/, '').slice(0, 10)
}
