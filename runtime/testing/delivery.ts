import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import type { Bundle } from '@/domain/runtime/bundle'
import { forTestTenant } from './apply-bundle'

const post = (text: string) => ({ skill: 'slack', action: 'post_message', inputs: { channel: '#shop', text } })

/** Asks a model, acts outside once and for each item of a list, waits for a moment and for a person, and acts again. */
export function deliveryBundle(): Bundle {
  const drawing = new Drawing()
    .trigger('chat-message')
    .next('reason', { prompt: '{{ input.content }}' })
    .next('send', post('{{ reason.text }}'))
    .next('loop', { over: '["apples", "pears", "plums"]' }, 'each')
    .next('send', post('{{ loop_1.item }}'))
    .from(['loop_1', 'done'])
    .next('reply', { text: 'One moment.' })
    .next('wait', { amount: 0.5, unit: 'seconds' })
    .next('approval', { question: 'Deliver {{ reason.text }}?' }, 'approved')
    .next('send', post('{{ approval.person }} said yes'))
    .next('reply', { text: 'Delivered {{ loop_1.results }}.' })
  return forTestTenant(compileForTest(drawing.document).bundle)
}
