import type { Metadata } from 'next'
import { SettingsScreen } from '@/components/settings/settings-screen'

export const metadata: Metadata = { title: 'Settings' }

type SettingsPageProps = { params: Promise<{ workspace: string }> }

export default async function SettingsPage({ params }: SettingsPageProps) {
  return <SettingsScreen workspace={(await params).workspace} />
}
