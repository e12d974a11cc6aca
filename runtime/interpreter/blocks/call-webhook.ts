import type { z } from 'zod'
import { callWebhook, originOf, slotOf } from '@/domain/blueprint/block-kinds/call-webhook'
import { readJsonText } from '@/domain/blueprint/json-text'
import { parseTemplate, renderTemplate, solePath } from '@/domain/blueprint/templates'
import { BulkheadError } from '@/domain/errors'
import { defineRunner } from '../define-runner'
import { inputValue } from '../input-value'

type Json = z.infer<ReturnType<typeof z.json>>

export const callWebhookRunner = defineRunner(callWebhook, (config) => {
  const url = parseTemplate(config.url)
  const origin = originOf(config.url)
  const event = parseTemplate(config.event)
  const body = { value: parseTemplate(config.body), isValue: solePath(config.body) !== null }
  const headers = config.headers.map(({ name, value }) => ({
    name,
    value: parseTemplate(value),
    slot: slotOf(value)[0],
  }))

  return {
    run: async ({ scope, effect, secretSlots }) => {
      const address = renderTemplate(url, scope)
      // What is filled in may add to the path alone: the broker checks the origin again.
      if (URL.parse(address)?.origin !== origin) {
        throw new BulkheadError('bad-input', 'the values that were filled into the address make it another address')
      }
      const value = inputValue(body, scope)
      const answer = await effect('call', {
        kind: 'webhook',
        url: address,
        event: renderTemplate(event, scope),
        data: (typeof value === 'string' ? (readJsonText(value) ?? value) : value) as Json,
        headers: headers.map(({ name, value: text, slot }) =>
          slot !== undefined && secretSlots.has(slot)
            ? { name, secretSlot: slot }
            : { name, value: renderTemplate(text, scope) },
        ),
      })
      return { port: 'out', output: answer }
    },
  }
})
