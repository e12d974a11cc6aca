import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

type ErrorNoticeProps = { title?: string; children: ReactNode; action?: ReactNode; className?: string }

/** Says what is wrong and what to do. Announced when it appears. */
export function ErrorNotice({ title, children, action, className }: ErrorNoticeProps) {
  return (
    <div
      role="alert"
      className={cn('flex items-start gap-3 rounded-lg border border-danger/30 bg-danger-soft px-4 py-3', className)}
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0 flex-1 text-sm">
        {title && <p className="font-medium text-danger">{title}</p>}
        <div className={cn('text-text', title && 'mt-0.5')}>{children}</div>
      </div>
      {action}
    </div>
  )
}
