import { ExternalLink } from 'lucide-react'
import { buttonClass } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { shortUrl } from './tenant-table'

export function TenantAddress({ url }: { url: string }) {
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="min-w-0 truncate font-medium text-accent text-base hover:underline"
      >
        {shortUrl(url)}
      </a>
      <CopyButton text={url} label="Copy the address" />
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        aria-label="Open in a new tab"
        className={buttonClass({ variant: 'ghost', size: 'icon-sm' })}
      >
        <ExternalLink aria-hidden />
      </a>
    </div>
  )
}
