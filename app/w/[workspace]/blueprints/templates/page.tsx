import type { Metadata } from 'next'
import { TemplatesScreen } from '@/components/blueprints/templates/templates-screen'

export const metadata: Metadata = { title: 'Templates' }

type TemplatesPageProps = { params: Promise<{ workspace: string }> }

export default async function TemplatesPage({ params }: TemplatesPageProps) {
  return <TemplatesScreen workspace={(await params).workspace} />
}
