import { Reply } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const replyPicture: BlockPicture = {
  icon: Reply,
  summary: ({ text }) => firstLine(text) || 'Empty reply',
}
