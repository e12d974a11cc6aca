import { AlignLeft } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const summarisePicture: BlockPicture = {
  icon: AlignLeft,
  summary: ({ text, focus }) => firstLine(focus) || firstLine(text) || 'No text yet',
}
