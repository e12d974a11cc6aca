import { CircleX } from 'lucide-react'
import Link from 'next/link'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { groupFailures } from './progress'
import type { RolloutTarget } from './target-list'

const shownNames = 12

export function FailureGroups({ targets, workspace }: { targets: readonly RolloutTarget[]; workspace: string }) {
  const groups = groupFailures(targets)
  if (groups.length === 0) return null
  return (
    <Card className="mb-6 border-danger/40">
      <CardHeader
        title="What failed"
        description="Grouped by cause. These tenants keep what they ran before, where it still runs."
      />
      <CardBody className="flex flex-col gap-4">
        {groups.map((group) => (
          <div key={group.code} className="flex items-start gap-3">
            <CircleX className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
            <div className="min-w-0">
              <h3 className="font-medium">
                {group.reason}{' '}
                <span className="font-normal text-muted">
                  {group.targets.length} {group.targets.length === 1 ? 'tenant' : 'tenants'} ·{' '}
                  <code className="font-mono text-xs">{group.code}</code>
                </span>
              </h3>
              <p className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-muted">
                {group.targets.slice(0, shownNames).map((target) => (
                  <Link
                    key={target.id}
                    href={`/w/${workspace}/tenants/${target.tenant.slug}`}
                    className="hover:text-text hover:underline"
                  >
                    {target.tenant.name}
                  </Link>
                ))}
                {group.targets.length > shownNames && <span>and {group.targets.length - shownNames} more</span>}
              </p>
            </div>
          </div>
        ))}
      </CardBody>
    </Card>
  )
}
