import { emailEvent } from '@/domain/blueprint/block-kinds/email-received'
import type { BlueprintDocument } from '@/domain/blueprint/document'

/** Something else than a message that starts a run of this drawing. */
export type FireableTrigger = {
  block: string
  label: string
  /** Null: a schedule, which has no event and no payload. */
  event: string | null
  /** JSON to begin with. */
  sample: string
}

const sampleMail = { from: 'ann@example.com', to: 'desk@example.com', subject: 'A question', text: 'Hello.' }
const anyEvent = 'test.event'

export function fireableTriggers({ blocks }: Pick<BlueprintDocument, 'blocks'>): FireableTrigger[] {
  return Object.entries(blocks).flatMap(([block, { kind, label, config }]): FireableTrigger[] => {
    const event = typeof config.event === 'string' && config.event !== '*' ? config.event : anyEvent
    switch (kind) {
      case 'schedule':
        return [{ block, label, event: null, sample: '' }]
      case 'webhook':
      case 'skill-event':
        return [{ block, label, event, sample: '{}' }]
      case 'email-received':
        return [{ block, label, event: emailEvent, sample: JSON.stringify(sampleMail, null, 2) }]
      default:
        return []
    }
  })
}
