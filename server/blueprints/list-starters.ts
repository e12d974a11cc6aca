import { starters } from '@/domain/blueprint/starters/registry'

export type StarterSummary = { id: string; name: string; summary: string; blocks: number }

export function listStarters(): StarterSummary[] {
  return starters.map(({ id, name, summary, document }) => ({
    id,
    name,
    summary,
    blocks: Object.keys(document.blocks).length,
  }))
}
