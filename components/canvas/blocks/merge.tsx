import { Merge } from 'lucide-react'
import { type BlockPicture, textsOf } from './block-picture'

export const mergePicture: BlockPicture = {
  icon: Merge,
  summary: ({ values }) => textsOf(values).join(' or ') || 'No values yet',
}
