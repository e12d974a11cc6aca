import { Repeat } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const loopPicture: BlockPicture = {
  icon: Repeat,
  summary: ({ over }) => `For each of ${firstLine(over) || '…'}`,
}
