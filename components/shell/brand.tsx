import { cn } from '@/components/ui/cn'

/** A hull seen from above, divided: two compartments and the door between them. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={cn('size-7', className)} aria-hidden role="presentation">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="fill-none stroke-accent-text" strokeWidth="2.4">
        <rect x="6.5" y="6.5" width="19" height="19" rx="5" />
        <path d="M6.5 16h8.2M17.3 16h8.2" strokeLinecap="round" />
      </g>
      <circle cx="16" cy="16" r="1.3" className="fill-accent-text" />
    </svg>
  )
}

export function Brand() {
  return (
    <span className="flex items-center gap-2.5 font-semibold text-[0.9375rem] tracking-tight">
      <BrandMark />
      Bulkhead
    </span>
  )
}
