import type { Outputs } from '@/components/shell/api-types'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'

type VersionFactsProps = { version: Outputs['version']['list'][number]; className?: string }

/** Who published it and when, who runs it, what it was drawn from. */
export function VersionFacts({ version, className }: VersionFactsProps) {
  const { number, parentNumber, authorName, createdAt, tenantCount, digest } = version
  return (
    <p className={cn('flex flex-wrap items-center gap-x-3 gap-y-0.5 text-muted text-xs', className)}>
      <span>{authorName}</span>
      <RelativeTime at={createdAt} />
      <span>{tenantsWords(tenantCount)}</span>
      {parentNumber !== null && parentNumber !== number - 1 && <span>drawn from v{parentNumber}</span>}
      <code className="font-mono" title={digest}>
        {digest.replace(/^sha256[:-]/, '').slice(0, 10)}
      </code>
    </p>
  )
}

function tenantsWords(count: number): string {
  if (count === 0) return 'no tenant runs it'
  return count === 1 ? '1 tenant runs it' : `${count} tenants run it`
}
