import { Radio } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const skillEventPicture: BlockPicture = {
  icon: Radio,
  summary: ({ event }) => `On ${firstLine(event) || '…'}`,
}
