import type { ReactNode } from 'react'
import { BrandMark } from './brand'

/** For a page that is not there or that failed: says so, and gives a way out. */
export function DeadEnd({ title, children, action }: { title: string; children: ReactNode; action: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-[70dvh] max-w-md flex-col items-center justify-center gap-4 px-5 text-center">
      <BrandMark className="size-10" />
      <h1 className="font-semibold text-xl">{title}</h1>
      <div className="text-muted">{children}</div>
      <div className="flex gap-2">{action}</div>
    </div>
  )
}
