import { History } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const recallPicture: BlockPicture = {
  icon: History,
  summary: ({ memory, query }) => `From ${firstLine(memory) || '…'}: ${firstLine(query)}`,
}
