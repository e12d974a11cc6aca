import type { LucideIcon } from 'lucide-react'
import type { Block } from '@/domain/blueprint/document'

export type Config = Block['config']

/** How one kind looks on the canvas. Its ports come from the kind's own definition, so they are not repeated here. */
export type BlockPicture = {
  icon: LucideIcon
  /** What this block does, in one glance at its settings; empty while there is nothing to tell. */
  summary: (config: Config) => string
}

export function firstLine(value: unknown): string {
  if (typeof value !== 'string') return ''
  return (
    value
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line !== '') ?? ''
  )
}

export function listOf(value: unknown, key: string): string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return []
    const text: unknown = Reflect.get(item, key)
    return typeof text === 'string' && text !== '' ? [text] : []
  })
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : []
}
