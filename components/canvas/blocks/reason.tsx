import { Sparkles } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const reasonPicture: BlockPicture = {
  icon: Sparkles,
  summary: ({ instructions, prompt }) => firstLine(instructions) || firstLine(prompt),
}
