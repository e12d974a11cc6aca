import type { Metadata } from 'next'
import { AccountScreen } from '@/components/accounts/account-screen'
import { ApiProvider } from '@/components/trpc/client'
import { requireMe } from '../signed-in'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  await requireMe()
  return (
    <ApiProvider>
      <AccountScreen />
    </ApiProvider>
  )
}
