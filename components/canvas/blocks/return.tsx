import { CornerDownLeft } from 'lucide-react'
import { type BlockPicture, listOf } from './block-picture'

export const returnPicture: BlockPicture = {
  icon: CornerDownLeft,
  summary: ({ values }) => listOf(values, 'name').join(', ') || 'No values',
}
