import { MailOpen } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const emailReceivedPicture: BlockPicture = {
  icon: MailOpen,
  summary: ({ from, subject, filter }) => firstLine(from) || firstLine(subject) || firstLine(filter) || 'Any email',
}
