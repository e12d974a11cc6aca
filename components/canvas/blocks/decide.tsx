import { Split } from 'lucide-react'
import { type BlockPicture, firstLine, listOf } from './block-picture'

export const decidePicture: BlockPicture = {
  icon: Split,
  summary: ({ instructions, branches }) => firstLine(instructions) || `One of ${listOf(branches, 'name').join(', ')}`,
}
