'use client'

import { GitCompare, Rocket } from 'lucide-react'
import Link from 'next/link'
import type { Outputs } from '@/components/shell/api-types'
import { Badge } from '@/components/ui/badge'
import { Button, buttonClass } from '@/components/ui/button'
import { compareHref } from './compare/drawing-ref'
import { VersionFacts } from './version-facts'
import { VersionMenu } from './version-menu'

type VersionRowProps = {
  version: Outputs['version']['list'][number]
  latest: boolean
  /** Of the list of versions. */
  path: string
  mayEdit: boolean
  onRollOut: () => void
  onName: () => void
  onRestore: () => void
}

export function VersionRow({ version, latest, path, mayEdit, onRollOut, onName, onRestore }: VersionRowProps) {
  const { number, name, message, parentNumber } = version
  return (
    <li className="grid gap-x-5 gap-y-2 px-5 py-4 sm:grid-cols-[3.5rem_minmax(0,1fr)_auto]">
      <Link href={`${path}/${number}`} className="font-semibold text-accent text-base hover:underline">
        v{number}
        <span className="sr-only">: look at it</span>
      </Link>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name !== null && <Badge tone="info">{name}</Badge>}
          <span className="min-w-0 break-words">{message}</span>
          {latest && <Badge tone="accent">latest</Badge>}
        </p>
        <VersionFacts version={version} className="mt-1" />
      </div>
      <div className="flex flex-wrap items-start gap-2 max-sm:col-start-1">
        {parentNumber !== null && (
          <Link
            href={compareHref(path, parentNumber, number)}
            className={buttonClass({ variant: 'ghost', size: 'sm' })}
          >
            <GitCompare aria-hidden />
            Changes<span className="sr-only"> of v{number}</span>
          </Link>
        )}
        <Button size="sm" onClick={onRollOut}>
          <Rocket aria-hidden />
          Roll out…<span className="sr-only"> v{number}</span>
        </Button>
        <VersionMenu version={version} path={path} mayEdit={mayEdit} onName={onName} onRestore={onRestore} />
      </div>
    </li>
  )
}
