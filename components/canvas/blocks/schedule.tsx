import { CalendarClock } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const schedulePicture: BlockPicture = {
  icon: CalendarClock,
  summary: ({ cron, timeZone }) => `${firstLine(cron) || 'No times yet'} ${firstLine(timeZone)}`,
}
