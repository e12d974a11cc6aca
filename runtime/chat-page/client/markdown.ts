/** The little Markdown that models write, as DOM nodes: whatever text it holds can never become markup. */
export function renderMarkdown(text: string): Node[] {
  const nodes: Node[] = []
  const lines = text.split('\n')
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (line.trim() === '') {
      at += 1
    } else if (line.startsWith('```')) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith('```'))
      const stop = end === -1 ? lines.length : end
      nodes.push(element('pre', [element('code', [lines.slice(at + 1, stop).join('\n')])]))
      at = stop + 1
    } else {
      const stop = blockEnd(lines, at)
      nodes.push(renderBlock(lines.slice(at, stop)))
      at = stop
    }
  }
  return nodes
}

const bullet = /^\s*[-*•]\s+/
const numbered = /^\s*\d+[.)]\s+/

const shapeOf = (line: string) => (bullet.test(line) ? 'ul' : numbered.test(line) ? 'ol' : 'p')

function blockEnd(lines: readonly string[], from: number): number {
  const shape = shapeOf(lines[from] ?? '')
  let at = from + 1
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (line.trim() === '' || line.startsWith('```') || shapeOf(line) !== shape) break
    at += 1
  }
  return at
}

function renderBlock(lines: readonly string[]): HTMLElement {
  const shape = shapeOf(lines[0] ?? '')
  if (shape === 'p') return element('p', inline(lines.join('\n').replace(/^#{1,6}\s+(.*)$/gm, '**$1**')))
  const marker = shape === 'ul' ? bullet : numbered
  return element(
    shape,
    lines.map((line) => element('li', inline(line.replace(marker, '')))),
  )
}

function inline(text: string): (Node | string)[] {
  return text.split(/(\*\*[^*\n]+\*\*|`[^`\n]+`)/).map((part) => {
    if (part.startsWith('**') && part.length > 4) return element('strong', [part.slice(2, -2)])
    if (part.startsWith('`') && part.length > 2) return element('code', [part.slice(1, -1)])
    return part
  })
}

function element(name: string, children: (Node | string)[]): HTMLElement {
  const created = document.createElement(name)
  created.append(...children)
  return created
}
