import type { ReactNode } from 'react'
import { PortalShell } from '@/components/portal/portal-shell'
import { ApiProvider } from '@/components/trpc/client'
import { requireMe } from '../signed-in'

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { user } = await requireMe()
  return (
    <ApiProvider>
      <PortalShell person={user}>{children}</PortalShell>
    </ApiProvider>
  )
}
