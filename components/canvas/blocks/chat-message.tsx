import { MessageCircle } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const chatMessagePicture: BlockPicture = {
  icon: MessageCircle,
  summary: ({ greeting }) => firstLine(greeting) || 'No greeting',
}
