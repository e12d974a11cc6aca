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
  knowledge: {
    label: 'Knowledge',
    chip: 'bg-group-knowledge-soft text-group-knowledge',
    color: 'var(--group-knowledge)',
  },
  data: {
    label: 'Data',
    chip: 'bg-group-data-soft text-group-data',
    color: 'var(--group-data)',
  },
  output: {
    label: 'Output',
    chip: 'bg-group-output-soft text-group-output',
    color: 'var(--group-output)',
  },
}
