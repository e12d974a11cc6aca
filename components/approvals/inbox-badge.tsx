'use client'

import { useApprovalCount } from './use-approvals'

/** Beside the inbox's name in the navigation. */
export function InboxBadge({ workspace }: { workspace: string }) {
  const count = useApprovalCount(workspace)
  if (count === 0) return null
  return (
    <span className="ml-auto min-w-5 rounded-full bg-accent px-1.5 text-center font-semibold text-accent-text text-xs leading-5">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> waiting for you</span>
    </span>
  )
}
