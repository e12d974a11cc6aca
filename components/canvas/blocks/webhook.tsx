import { Webhook } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const webhookPicture: BlockPicture = {
  icon: Webhook,
  summary: ({ event }) => (event === '*' ? 'On any event' : `On ${firstLine(event) || '…'}`),
}
