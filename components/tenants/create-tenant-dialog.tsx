'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { buttonClass } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog'
import { CreateTenantForm } from './create-tenant-form'

type CreateTenantDialogProps = { workspace: string; open: boolean; onOpenChange: (open: boolean) => void }

export function CreateTenantDialog({ workspace, open, onOpenChange }: CreateTenantDialogProps) {
  const trpc = useTRPC()
  const blueprints = useQuery(trpc.blueprint.list.queryOptions({ workspace }, { enabled: open }))
  const settings = useQuery(trpc.workspace.get.queryOptions({ workspace }, { enabled: open }))
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="New tenant" description="It is provisioned as soon as you create it.">
        {blueprints.data && settings.data && blueprints.data.length > 0 ? (
          <CreateTenantForm
            workspace={workspace}
            blueprints={blueprints.data}
            urlTemplate={settings.data.tenantUrlTemplate}
          />
        ) : (
          <DialogBody>
            <QueryView query={blueprints} what="blueprints">
              {(list) => list.length === 0 && <NoBlueprint workspace={workspace} />}
            </QueryView>
          </DialogBody>
        )}
      </DialogContent>
    </Dialog>
  )
}

function NoBlueprint({ workspace }: { workspace: string }) {
  return (
    <div className="flex flex-col items-start gap-4 pb-2">
      <p>A tenant runs a blueprint, and there is none yet. Draw one first; it takes a minute from a template.</p>
      <Link href={`/w/${workspace}/blueprints?new`} className={buttonClass({ variant: 'primary' })}>
        New blueprint
      </Link>
    </div>
  )
}
