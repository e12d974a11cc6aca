'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { errorSentence } from '@/components/shell/api-error'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PlanSummary, type RolloutPlan } from './plan-summary'

const words = {
  'roll-out': { title: 'Roll out', button: 'Roll out to' },
  'roll-back': { title: 'Roll back to', button: 'Roll back' },
  redeploy: { title: 'Redeploy', button: 'Redeploy' },
}

export type RollOutDialogProps = {
  workspace: string
  blueprint: { id: string; name: string }
  version: number
  /** A rollback is a rollout of an older version; a redeploy restarts everyone on the version they run. */
  intent: keyof typeof words
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Shows who would change, how and why, before anything moves. */
export function RollOutDialog(props: RollOutDialogProps) {
  const { workspace, blueprint, version, intent, open, onOpenChange } = props
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const kind = intent === 'redeploy' ? 'redeploy' : 'version'
  const input = { workspace, blueprintId: blueprint.id, version, kind } as const
  const plan = useQuery(trpc.rollout.plan.queryOptions(input, { enabled: open, staleTime: 0 }))
  const start = useMutation(
    trpc.rollout.start.mutationOptions({
      onSuccess: ({ number }) => {
        void queryClient.invalidateQueries({ queryKey: trpc.rollout.list.queryKey({ workspace }) })
        router.push(`/w/${workspace}/rollouts/${number}`)
      },
    }),
  )
  const moving = plan.data ? plan.data.counts.hot + plan.data.counts.cold : 0
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`${words[intent].title} ${blueprint.name} v${version}`}
        description={plan.data ? planSentence(plan.data) : 'Working out what would change…'}
      >
        <DialogBody className="flex flex-col gap-4">
          {start.error && <ErrorNotice title="It did not start">{errorSentence(start.error)}</ErrorNotice>}
          <QueryView query={plan} what="the plan">
            {(data) => (
              <>
                <PlanSummary plan={data} />
                <RollbackNote plan={data} />
              </>
            )}
          </QueryView>
        </DialogBody>
        <DialogFooter>
          <DialogClose render={<Button />}>Cancel</DialogClose>
          <Button
            variant="primary"
            disabled={moving === 0}
            pending={start.isPending || start.isSuccess}
            onClick={() => start.mutate(input)}
          >
            {words[intent].button} {moving} {moving === 1 ? 'tenant' : 'tenants'}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function planSentence({ counts }: RolloutPlan): string {
  const parts = [
    counts.hot > 0 && `${counts.hot} live`,
    counts.cold > 0 && `${counts.cold} with a restart`,
    counts.none > 0 && `${counts.none} unchanged`,
    counts.blocked > 0 && `${counts.blocked} left out because of what would break`,
  ].filter(Boolean)
  return parts.length > 0 ? `${parts.join(', ')}.` : 'There is nobody to roll out to.'
}

function RollbackNote({ plan }: { plan: RolloutPlan }) {
  if (plan.tenants.length === 0) return null
  return (
    <p className="text-muted text-xs">
      {plan.rollbackTo === null
        ? 'There is no earlier version to return to.'
        : `The way back: v${plan.rollbackTo}, which most of these tenants run now.`}
    </p>
  )
}
