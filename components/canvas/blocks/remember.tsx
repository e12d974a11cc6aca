import { BookmarkPlus } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const rememberPicture: BlockPicture = {
  icon: BookmarkPlus,
  summary: ({ memory, text }) => `In ${firstLine(memory) || '…'}: ${firstLine(text)}`,
}
