import { PhoneIncoming } from 'lucide-react'
import { type BlockPicture, listOf } from './block-picture'

export const calledPicture: BlockPicture = {
  icon: PhoneIncoming,
  summary: ({ inputs }) => listOf(inputs, 'name').join(', ') || 'No inputs',
}
