import { type BlueprintDocument, type Endpoint, emptyDocument, type Handling } from '../document'
import { addBlock, connect } from '../operations'

type Config = Record<string, unknown>

/** Draws blocks one after the other: each is led to from the port that was named last. Ids are as the canvas gives them. */
export class Drawing {
  document: BlueprintDocument = emptyDocument()
  private open: Endpoint[] = []

  /** Several triggers in a row lead to the same block. */
  trigger(kind: string, config?: Config): this {
    this.open.push({ block: this.add(kind, config), port: 'out' })
    return this
  }

  next(kind: string, config: Config = {}, port = 'out'): this {
    const id = this.add(kind, config)
    for (const from of this.open) this.document = connect(this.document, from, { block: id, port: 'in' })
    this.open = [{ block: id, port }]
    return this
  }

  /** Goes on from these ports of blocks that are there. */
  from(...ports: [block: string, port: string][]): this {
    this.open = ports.map(([block, port]) => ({ block, port }))
    return this
  }

  /** What the block that was drawn last does when it fails. */
  handling(handling: Handling): this {
    const id = Object.keys(this.document.blocks).at(-1) ?? ''
    const block = this.document.blocks[id]
    if (block === undefined) throw new Error('nothing has been drawn yet')
    this.document = { ...this.document, blocks: { ...this.document.blocks, [id]: { ...block, handling } } }
    return this
  }

  private add(kind: string, config: Config = {}): string {
    const preset = addBlock(this.document, kind)
    const settings = { ...preset.document.blocks[preset.id]?.config, ...config }
    this.document = addBlock(this.document, kind, { config: settings }).document
    return preset.id
  }
}
