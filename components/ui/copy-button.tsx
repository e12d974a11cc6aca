'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { Button, type ButtonProps } from './button'

type CopyButtonProps = Omit<ButtonProps, 'onClick' | 'children'> & { text: string; label: string; showLabel?: boolean }

export function CopyButton({ text, label, showLabel = false, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_800)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      toast.error('This browser did not allow copying. Select the text and copy it by hand.')
    }
  }
  return (
    <Button
      variant="ghost"
      size={showLabel ? 'sm' : 'icon-sm'}
      {...props}
      onClick={copy}
      aria-label={copied ? 'Copied' : label}
    >
      {copied ? <Check className="text-success" aria-hidden /> : <Copy aria-hidden />}
      {showLabel && (copied ? 'Copied' : 'Copy')}
      <span className="sr-only" aria-live="polite">
        {copied ? 'Copied' : ''}
      </span>
    </Button>
  )
}
