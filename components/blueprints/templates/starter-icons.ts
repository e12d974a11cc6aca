import {
  BookOpen,
  CalendarDays,
  Headset,
  Laptop,
  type LucideIcon,
  Package,
  ReceiptText,
  Signpost,
  Target,
  Undo2,
  Webhook,
} from 'lucide-react'
import type { StarterIcon } from '@/domain/blueprint/starters/starter'

export const starterIcons: Record<StarterIcon, LucideIcon> = {
  book: BookOpen,
  calendar: CalendarDays,
  headset: Headset,
  invoice: ReceiptText,
  laptop: Laptop,
  package: Package,
  signpost: Signpost,
  target: Target,
  undo: Undo2,
  webhook: Webhook,
}
