import { describe, expect, it } from 'vitest'
import { type BlueprintDocument, emptyDocument } from '@/domain/blueprint/document'
import { addBlock, connect, setConfig, setSlot } from '@/domain/blueprint/operations'
import { variablesFor } from './variables'

describe('what a field can read', () => {
  it('is offered from the trigger and the blocks before, and not from those after', () => {
    const paths = pathsFor(drawing(), 'reply')
    expect(paths).toEqual(expect.arrayContaining(['input.payload', 'loop_1.results', 'tenant.name', 'now.hour']))
    expect(paths).not.toContain('reply.text')
    expect(pathsFor(drawing(), 'template')).toContain('loop_1.item')
  })

  it('of a loop’s result is what its body gives', () => {
    expect(pathsFor(drawing(), 'loop_1', 'collect')).toContain('template.text')
    expect(pathsFor(drawing(), 'reply')).not.toContain('template.text')
  })

  it('of an error is offered only where the error leads', () => {
    const document = connect(drawing(), { block: 'template', port: 'error' }, { block: 'set', port: 'in' })
    expect(pathsFor(document, 'set')).toContain('template.error.message')
    expect(pathsFor(document, 'template')).not.toContain('loop_1.error.message')
  })

  it('of a trigger’s own filter is what came in, of a wait what the event brought', () => {
    const mail = addBlock(emptyDocument(), 'email-received')
    expect(pathsFor(mail.document, mail.id, 'filter')).toContain('input.subject')
    const wait = addBlock(emptyDocument(), 'wait', { config: { for: 'event', event: 'paid' } })
    expect(pathsFor(wait.document, wait.id, 'match')).toContain('event.payload')
  })

  it('has a secret only where it may stand alone, and values that are set for later turns everywhere', () => {
    let document = setSlot(drawing(), 'key', { type: 'secret', label: 'Key', owner: 'tenant', required: false })
    document = setConfig(document, 'set', { scope: 'tenant', values: [{ name: 'open', value: 'true' }] })
    const hook = addBlock(document, 'call-webhook', { config: { headers: [{ name: 'X-Key', value: '' }] } })
    expect(pathsFor(hook.document, hook.id, 'headers.0.value')).toContain('slots.key')
    expect(pathsFor(hook.document, hook.id, 'body')).not.toContain('slots.key')
    expect(pathsFor(document, 'reply')).toContain('tenant.vars.open')
  })
})

/** Webhook → loop (for each: template) → reply; a set block stands alone. */
function drawing(): BlueprintDocument {
  let document = emptyDocument()
  for (const kind of ['webhook', 'loop', 'template', 'reply', 'set']) document = addBlock(document, kind).document
  document = connect(document, { block: 'webhook', port: 'out' }, { block: 'loop_1', port: 'in' })
  document = connect(document, { block: 'loop_1', port: 'each' }, { block: 'template', port: 'in' })
  return connect(document, { block: 'loop_1', port: 'done' }, { block: 'reply', port: 'in' })
}

function pathsFor(document: BlueprintDocument, block: string, field?: string): string[] {
  return variablesFor(document, block, field).flatMap((group) => group.variables.map(({ path }) => path))
}
