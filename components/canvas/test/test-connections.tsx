'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { errorSentence } from '@/components/shell/api-error'
import { ConnectionRow } from '@/components/tenants/connections/connection-row'
import { useConnections } from '@/components/tenants/connections/use-connections'
import { useTRPC } from '@/components/trpc/client'
import { ErrorNotice } from '@/components/ui/error-notice'
import { usesOf } from '@/domain/blueprint/permissions'
import { skills } from '@/domain/skills/catalog'
import type { Skill } from '@/domain/skills/skill'
import { useEditor, useEditorHandle } from '../editor-context'
import { useTest } from './test-context'

/** Accounts that a test acts with: the preview's own, so that no customer's are used. */
export function TestConnections() {
  const { workspace, blueprintId } = useEditorHandle()
  const trpc = useTRPC()
  const blocks = useEditor((state) => state.document.blocks)
  const slots = useEditor((state) => state.document.slots)
  const used = useMemo(() => usedSkills({ blocks, slots }), [blocks, slots])
  const { data } = useQuery(trpc.preview.get.queryOptions({ workspace, blueprintId }))
  const slug = useTest((state) => state.preview?.slug) ?? data?.slug
  if (used.length === 0) return null
  return (
    <details className="rounded-lg border border-border">
      <summary className="cursor-pointer rounded-lg px-3 py-2 font-medium text-[0.8125rem]">
        Connections for the test
      </summary>
      <div className="px-3 pb-1">
        {slug === undefined ? (
          <p className="pb-2 text-muted text-xs">Send a first message; then accounts can be connected for the test.</p>
        ) : (
          <Rows workspace={workspace} slug={slug} used={used} />
        )}
      </div>
    </details>
  )
}

function Rows({ workspace, slug, used }: { workspace: string; slug: string; used: readonly Skill[] }) {
  const place = useMemo(() => ({ workspace, slug }), [workspace, slug])
  const query = useConnections(place)
  if (query.error !== null) {
    return <ErrorNotice title="The connections could not be read">{errorSentence(query.error)}</ErrorNotice>
  }
  return (
    <ul className="divide-y divide-border">
      {used.map((skill) => (
        <ConnectionRow
          key={skill.name}
          place={place}
          skill={skill}
          used={false}
          connection={query.data?.connections.find((connection) => connection.skill === skill.name)}
        />
      ))}
    </ul>
  )
}

function usedSkills(drawing: Parameters<typeof usesOf>[0]): Skill[] {
  const names = new Set(usesOf(drawing).flatMap((use) => (use.kind === 'skill' ? [use.skill] : [])))
  return skills.filter(({ name }) => names.has(name))
}
