'use client'

import { useTheme } from 'next-themes'
import { Toaster as Sonner } from 'sonner'

/** `toast` itself comes from sonner: `import { toast } from 'sonner'`. */
export function Toaster() {
  const { resolvedTheme } = useTheme()
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: '!rounded-lg !border-border !bg-surface-raised !text-text !shadow-overlay !font-sans',
          description: '!text-muted',
          actionButton: '!bg-accent !text-accent-text',
        },
      }}
    />
  )
}
