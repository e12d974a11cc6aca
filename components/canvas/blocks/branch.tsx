import { GitFork } from 'lucide-react'
import { type BlockPicture, listOf } from './block-picture'

export const branchPicture: BlockPicture = {
  icon: GitFork,
  summary: ({ conditions }) => listOf(conditions, 'when').join('; ') || 'No conditions yet',
}
