import { cn } from '@/components/ui/cn'
import { personLook } from './person-look'

type PersonChipProps = { person: { personId: string; name: string }; title: string }

export function PersonChip({ person, title }: PersonChipProps) {
  const { color, shape, initials } = personLook(person)
  return (
    <span
      role="img"
      aria-label={title}
      title={title}
      style={{ backgroundColor: color }}
      className={cn('grid size-5.5 shrink-0 place-items-center font-semibold text-[0.625rem] text-background', shape)}
    >
      {initials}
    </span>
  )
}
