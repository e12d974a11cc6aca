import type { Metadata } from 'next'
import { InboxScreen } from '@/components/approvals/inbox-screen'

export const metadata: Metadata = { title: 'Inbox' }

type InboxPageProps = { params: Promise<{ workspace: string }> }

export default async function InboxPage({ params }: InboxPageProps) {
  return <InboxScreen workspace={(await params).workspace} />
}
