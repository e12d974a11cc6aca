import { FileText } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const templatePicture: BlockPicture = {
  icon: FileText,
  summary: ({ text }) => firstLine(text) || 'Empty text',
}
