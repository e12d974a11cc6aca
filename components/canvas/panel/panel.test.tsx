import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ApiProvider } from '@/components/trpc/client'
import { TooltipProvider } from '@/components/ui/tooltip'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import { emptyDocument, type Slot, slotTypes } from '@/domain/blueprint/document'
import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { emptyLayout } from '@/domain/blueprint/layout'
import { lint } from '@/domain/blueprint/lint'
import { addBlock, setHandling, setPolicy, setSlot } from '@/domain/blueprint/operations'
import { EditorContext, type EditorHandle } from '../editor-context'
import { createEditorStore } from '../store/editor-store'
import { selectBlocks } from '../store/selection'
import { isShown } from './fields/is-shown'
import { Panel } from './panel'

const kinds = Object.values(blockKinds)

/** The panel as HTML. A selector of React's store is read once, so what is shown is what the store holds. */
function panel(document = emptyDocument(), ...selected: string[]): string {
  const store = createEditorStore({ document, layout: emptyLayout() })
  store.setState({ selection: selectBlocks(...selected), problems: lint(document) })
  const server = () => store.getState()
  const handle = { workspace: 'w', blueprintId: 'b', store: { ...store, getInitialState: server } }
  return renderToStaticMarkup(
    <ApiProvider>
      <TooltipProvider>
        <EditorContext value={handle as unknown as EditorHandle}>
          <Panel />
        </EditorContext>
      </TooltipProvider>
    </ApiProvider>,
  )
}

function labels(specs: readonly FieldSpec[], config: unknown): string[] {
  return specs.filter((spec) => isShown(spec, config)).map((spec) => spec.label)
}

function text(words: string): string {
  const escaped: Record<string, string> = { '&': '&amp;', '"': '&quot;', "'": '&#x27;', '<': '&lt;', '>': '&gt;' }
  return words.replace(/[&"'<>]/g, (char) => escaped[char] ?? char)
}

describe('the panel of a block', () => {
  it.each(kinds)('shows every setting of $kind, its help, and what happens when it fails', (kind) => {
    const { document, id } = addBlock(emptyDocument(), kind.kind)
    const html = panel(document, id)
    const missing = labels(kind.fields, kind.defaults()).filter((label) => !html.includes(`>${text(label)}`))
    expect(missing).toEqual([])
    expect(html.includes(text(kind.help))).toBe(true)
    expect(html.includes('When it fails')).toBe(kind.failure !== null)
    expect(html.includes('Go on with this instead')).toBe(kind.failure !== null && kind.failure.main !== null)
  })

  it.each(kinds)('shows $kind however odd its settings are', (kind) => {
    const odd = Object.fromEntries(Object.keys(kind.defaults()).map((key) => [key, [null, 3, { name: 5 }]]))
    for (const config of [{}, odd]) {
      const { document, id } = addBlock(emptyDocument(), kind.kind, { config })
      expect(panel(document, id).includes(kind.label)).toBe(true)
    }
  })

  it('says in a few words what is set for failures', () => {
    const { document, id } = addBlock(emptyDocument(), 'reason')
    const html = panel(setHandling(document, id, { retries: 3, timeLimitSeconds: 20, default: 'Sorry' }), id)
    expect(html).toContain('3 more tries, 20 s each, then a default')
    expect(html).toContain('&quot;Sorry&quot;')
  })
})

describe('the panel of the blueprint', () => {
  it('edits a slot of every type', () => {
    for (const type of slotTypes) {
      const slot: Slot = { type, label: `A ${type}`, owner: 'tenant', required: true }
      const html = panel(setSlot(emptyDocument(), 'one', slot))
      expect(html).toContain(`A ${type}`)
      expect(html.includes('>Default<')).toBe(type !== 'secret')
      expect(html.includes('(characters)')).toBe(type === 'text' || type === 'prompt')
    }
  })

  it('explains a slot whose name has a meaning', () => {
    const slot: Slot = { type: 'boolean', label: 'Beta', owner: 'builder', required: false }
    expect(panel(setSlot(emptyDocument(), 'flag_beta', slot))).toContain('A feature that is on or off')
  })

  it('shows rules with what is wrong in them, and people only where somebody is asked', () => {
    const rule = { name: 'Mail', when: 'skil == "email"' }
    const asking = setPolicy(emptyDocument(), { rules: [{ ...rule, effect: 'ask', people: ['boss@example.com'] }] })
    expect(panel(asking)).toContain('a rule cannot read `skil`')
    expect(panel(asking)).toContain('boss@example.com')
    expect(panel(setPolicy(emptyDocument(), { rules: [{ ...rule, effect: 'deny' }] }))).not.toContain('Who is asked')
  })
})
