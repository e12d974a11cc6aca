import { UserCheck } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const approvalPicture: BlockPicture = {
  icon: UserCheck,
  summary: ({ question }) => firstLine(question) || 'No question yet',
}
