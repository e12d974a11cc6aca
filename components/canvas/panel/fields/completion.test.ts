import { describe, expect, it } from 'vitest'
import { complete, completionAt, matching, type Syntax } from './completion'

/** `|` is the cursor. */
function at(text: string, syntax: Syntax) {
  const caret = text.indexOf('|')
  return completionAt(text.replace('|', ''), caret, syntax)
}

function written(text: string, path: string, syntax: Syntax): string {
  const caret = text.indexOf('|')
  const plain = text.replace('|', '')
  const completion = completionAt(plain, caret, syntax) ?? { from: caret, word: '', bare: true as const }
  const done = complete(plain, caret, completion, path, syntax)
  return `${done.text.slice(0, done.caret)}|${done.text.slice(done.caret)}`
}

describe('a value is offered', () => {
  it('in a template only between braces', () => {
    expect(at('Hello {{|', 'template')).toEqual({ from: 8, word: '' })
    expect(at('Hello {{ inp|', 'template')).toEqual({ from: 9, word: 'inp' })
    expect(at('Hello inp|', 'template')).toBeNull()
    expect(at('{{ a }} inp|', 'template')).toBeNull()
  })

  it('in CEL at every name, and at nothing else', () => {
    expect(at('input.con|', 'cel')).toEqual({ from: 0, word: 'input.con' })
    expect(at('a == sl|', 'cel')).toEqual({ from: 5, word: 'sl' })
    expect(at('|', 'cel')).toBeNull()
    expect(at('list.filter(x, x).si|', 'cel')).toBeNull()
    expect(at('12|', 'cel')).toBeNull()
  })

  it('never inside of quotes', () => {
    expect(at('input.content == "inp|', 'cel')).toBeNull()
    expect(at('{{ "inp|', 'template')).toBeNull()
  })
})

describe('choosing a value', () => {
  it('closes braces that are open, and only those', () => {
    expect(written('Dear {{|', 'input.name', 'template')).toBe('Dear {{ input.name }}|')
    expect(written('Dear {{ inp| }}, hello', 'input.name', 'template')).toBe('Dear {{ input.name| }}, hello')
    expect(written('{{ inp| and {{ b }}', 'input.name', 'template')).toBe('{{ input.name }}| and {{ b }}')
  })

  it('puts braces around it in plain text, and none in CEL', () => {
    expect(written('Dear |', 'input.name', 'template')).toBe('Dear {{ input.name }}|')
    expect(written('inp| == 1', 'input.name', 'cel')).toBe('input.name| == 1')
  })
})

describe('what is offered', () => {
  const groups = [
    { title: 'A', variables: [{ path: 'input.content', label: 'Message' }] },
    {
      title: 'B',
      variables: [
        { path: 'lead.data.email', label: 'E-mail' },
        { path: 'input', label: 'All' },
      ],
    },
  ]

  it('begins with the word, then holds it, and is not what stands there already', () => {
    expect(matching(groups, 'inp').map(({ path }) => path)).toEqual(['input.content', 'input'])
    expect(matching(groups, 'mess').map(({ path }) => path)).toEqual(['input.content'])
    expect(matching(groups, 'email').map(({ path }) => path)).toEqual(['lead.data.email'])
    expect(matching(groups, 'input').map(({ path }) => path)).toEqual(['input.content'])
  })
})
