'use client'

import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatusBadge } from '@/components/ui/status-badge'
import { useNow } from '@/components/ui/use-now'
import type { Skill } from '@/domain/skills/skill'
import { ConnectDialog } from './connect-dialog'
import { type Connection, connectionStatus, isWaiting } from './connection-status'
import { RemoveConnectionDialog } from './remove-connection-dialog'
import { type Place, useConnectionActions } from './use-connections'

type ConnectionRowProps = { place: Place; skill: Skill; used: boolean; connection: Connection | undefined }

export function ConnectionRow({ place, skill, used, connection }: ConnectionRowProps) {
  const now = useNow() ?? 0
  const status = connectionStatus(connection, now)
  const { test } = useConnectionActions(place)
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 className="font-medium">{skill.label}</h3>
        <StatusBadge status={status} />
        {used && <Badge tone="outline">used by this version</Badge>}
        <div className="ml-auto flex flex-wrap gap-1.5">
          {connection && (
            <Button
              size="sm"
              pending={test.isPending}
              disabled={isWaiting(connection, now)}
              onClick={() => test.mutate({ ...place, skill: skill.name })}
            >
              Test<span className="sr-only"> {skill.label}</span>
            </Button>
          )}
          <ConnectDialog place={place} skill={skill} connection={connection} />
          {connection && <RemoveConnectionDialog place={place} skill={skill} used={used} />}
        </div>
      </div>
      <p className="text-muted text-sm">{skill.summary}</p>
      {connection && <Facts skill={skill} connection={connection} />}
      <p
        role="status"
        className={cn('break-words text-sm', status.tone === 'danger' && 'text-danger', !status.detail && 'sr-only')}
      >
        {status.detail}
      </p>
    </li>
  )
}

function Facts({ skill, connection }: { skill: Skill; connection: Connection }) {
  const facts = skill.connection.flatMap((field) => {
    if (field.secret) return connection.secrets.includes(field.name) ? [{ ...field, value: 'sealed' }] : []
    const value = connection.fields[field.name]
    return value === undefined ? [] : [{ ...field, value }]
  })
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {facts.map(({ name, label, value }) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt className="text-muted">{label}</dt>
          <dd className="break-all">{value}</dd>
        </div>
      ))}
      <div className="flex gap-1.5">
        <dt className="text-muted">Set</dt>
        <dd>
          <RelativeTime at={connection.updatedAt} />
        </dd>
      </div>
    </dl>
  )
}
