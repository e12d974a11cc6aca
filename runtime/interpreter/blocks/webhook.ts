import { type Schema, Validator } from '@cfworker/json-schema'
import { webhook } from '@/domain/blueprint/block-kinds/webhook'
import { readJsonSchema } from '@/domain/blueprint/json-text'
import { BulkheadError } from '@/domain/errors'
import { defineRunner } from '../define-runner'
import { passInput } from '../pass-input'

/** A payload that does not fit is refused with the reasons, and nothing runs. */
export const webhookRunner = defineRunner(webhook, (config) => {
  const schema = readJsonSchema(config.schema ?? '')
  const validator = schema === undefined ? null : new Validator(schema as Schema, '2020-12', false)
  return {
    fires(trigger) {
      if (trigger.kind !== 'event' || (config.event !== '*' && config.event !== trigger.event)) return null
      const { event, payload } = trigger
      const { errors, valid } = validator?.validate(payload) ?? { errors: [], valid: true }
      if (valid) return { event, payload }
      // The first errors name the outer places, which only say that something inside does not fit.
      const why = errors
        .slice(-3)
        .map(({ instanceLocation, error }) => `${instanceLocation.replace(/^#/, 'payload')}: ${error}`)
      throw new BulkheadError('bad-input', `The payload of "${event}" does not fit its schema. ${why.join(' ')}`)
    },
    run: passInput,
  }
})
