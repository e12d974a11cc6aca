import { Globe } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const callWebhookPicture: BlockPicture = {
  icon: Globe,
  summary: ({ url }) => firstLine(url) || 'No address yet',
}
