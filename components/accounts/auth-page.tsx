import type { ReactNode } from 'react'
import { Brand } from '@/components/shell/brand'

/** One card in the middle: for the few pages outside a workspace. */
export function AuthPage({ title, intro, children }: { title: string; intro: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-8 px-5 py-12">
      <Brand />
      <div>
        <h1 className="font-semibold text-xl">{title}</h1>
        <p className="mt-1 text-muted">{intro}</p>
      </div>
      {children}
    </main>
  )
}
