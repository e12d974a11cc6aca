import { Hourglass } from 'lucide-react'
import { type BlockPicture, type Config, firstLine } from './block-picture'

export const waitPicture: BlockPicture = { icon: Hourglass, summary: waitWords }

function waitWords({ for: what, amount, unit, until, condition, event }: Config): string {
  if (what === 'time') return `Until ${firstLine(until) || '…'}`
  if (what === 'condition') return `Until ${firstLine(condition) || '…'}`
  if (what === 'event') return `Until ${firstLine(event) || '…'} arrives`
  return `For ${typeof amount === 'number' ? amount : '…'} ${firstLine(unit)}`
}
