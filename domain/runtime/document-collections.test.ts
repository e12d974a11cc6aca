import { expect, it } from 'vitest'
import type { PlanStep } from './bundle'
import { documentCollectionsOf } from './document-collections'

const step = (id: string, kind: string, config: PlanStep['config'] = {}): PlanStep => {
  return { id, kind, label: id, config, next: {} }
}
const search = (id: string, collection: string) =>
  step(id, 'search-documents', { collection, query: '{{ input.content }}', limit: 5 })

it('every collection that a block searches is named once, also one of a called version', () => {
  const subflow = { name: 'Law', version: 1, triggers: ['called'], steps: [search('s', 'contracts')], slots: {} }
  expect(
    documentCollectionsOf({
      steps: [search('one', 'manuals'), step('chat', 'chat-message'), search('two', 'manuals'), search('three', 'faq')],
      subflows: { 'b@1': subflow },
    }),
  ).toEqual(['contracts', 'faq', 'manuals'])
})

it('a bundle that searches nothing names none', () => {
  expect(documentCollectionsOf({ steps: [step('remember', 'remember', { collection: 'not-mine' })] })).toEqual([])
})
