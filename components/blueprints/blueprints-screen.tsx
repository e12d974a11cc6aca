'use client'

import { useQuery } from '@tanstack/react-query'
import { LayoutTemplate, Plus, Upload, Workflow } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { useNewDialog } from '@/components/shell/use-new-dialog'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { BlueprintCard } from './blueprint-card'
import { CreateBlueprintDialog } from './create-blueprint-dialog'
import { ImportDialog } from './exchange/import-dialog'

/** Templates take the whole language, which the list does without. */
const TemplateGallery = dynamic(() => import('./templates/template-gallery').then((module) => module.TemplateGallery))

export function BlueprintsScreen({ workspace }: { workspace: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.blueprint.list.queryOptions({ workspace }))
  const dialog = useNewDialog()
  const [importing, setImporting] = useState(false)
  const create = (
    <Button variant="primary" onClick={() => dialog.setOpen(true)}>
      <Plus aria-hidden />
      New blueprint
    </Button>
  )
  return (
    <PageColumn>
      <PageHeader
        title="Blueprints"
        description="Draw an agent once; every tenant runs their own sealed copy."
        actions={
          <>
            <Button onClick={() => setImporting(true)}>
              <Upload aria-hidden />
              Import
            </Button>
            <Link href={`/w/${workspace}/blueprints/templates`} className={buttonClass()}>
              <LayoutTemplate aria-hidden />
              Templates
            </Link>
            {create}
          </>
        }
      />
      <QueryView query={query} what="blueprints">
        {(blueprints) =>
          blueprints.length === 0 ? (
            <>
              <EmptyState icon={Workflow} title="Draw your first agent" action={create} className="pb-8">
                A blueprint says what happens when a customer writes. Start from a template below and change it, then
                publish a version and give it to your first tenant.
              </EmptyState>
              <TemplateGallery workspace={workspace} />
            </>
          ) : (
            <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
              {blueprints.map((blueprint) => (
                <BlueprintCard key={blueprint.id} blueprint={blueprint} workspace={workspace} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <CreateBlueprintDialog workspace={workspace} open={dialog.open} onOpenChange={dialog.setOpen} />
      <ImportDialog workspace={workspace} open={importing} onOpenChange={setImporting} />
    </PageColumn>
  )
}
