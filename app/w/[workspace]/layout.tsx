import type { ReactNode } from 'react'
import { WorkspaceShell } from '@/components/shell/workspace-shell'
import { ApiProvider } from '@/components/trpc/client'
import { requireMe, requireWorkspace } from '../../signed-in'

type WorkspaceLayoutProps = { params: Promise<{ workspace: string }>; children: ReactNode }

export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { user, memberships } = await requireMe()
  const { slug, name, sealed } = await requireWorkspace((await params).workspace)
  const workspaces = memberships.filter(({ role }) => role !== 'customer').map(({ workspace }) => workspace)
  return (
    <ApiProvider>
      <WorkspaceShell workspace={{ slug, name }} workspaces={workspaces} person={user} sealed={sealed}>
        {children}
      </WorkspaceShell>
    </ApiProvider>
  )
}
