import { Bot } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const agentPicture: BlockPicture = {
  icon: Bot,
  summary: ({ instructions, prompt }) => firstLine(instructions) || firstLine(prompt),
}
