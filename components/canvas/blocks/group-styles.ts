import type { BlockGroup } from '@/domain/blueprint/block-kind'

/** Written out in full, because Tailwind finds class names by reading the source. */
export const groupStyles: Record<BlockGroup, { label: string; chip: string; color: string }> = {
  trigger: {
    label: 'Triggers',
    chip: 'bg-group-trigger-soft text-group-trigger',
    color: 'var(--group-trigger)',
  },
  reasoning: {
    label: 'Reasoning',
    chip: 'bg-group-reasoning-soft text-group-reasoning',
    color: 'var(--group-reasoning)',
  },
  control: {
    label: 'Control',
    chip: 'bg-group-control-soft text-group-control',
    color: 'var(--group-control)',
  },
  output: {
    label: 'Output',
    chip: 'bg-group-output-soft text-group-output',
    color: 'var(--group-output)',
  },
}
