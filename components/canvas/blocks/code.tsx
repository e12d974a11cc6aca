import { Code } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const codePicture: BlockPicture = {
  icon: Code,
  summary: ({ source }) => firstLine(source) || 'No code yet',
}
