import { Send } from 'lucide-react'
import { findAction, findSkill } from '@/domain/skills/catalog'
import { type BlockPicture, firstLine } from './block-picture'

export const sendPicture: BlockPicture = {
  icon: Send,
  summary: ({ skill, action }) => {
    const found = findSkill(firstLine(skill))
    return found === undefined
      ? 'No skill chosen'
      : `${found.label}: ${findAction(found.name, firstLine(action))?.label ?? '…'}`
  },
}
