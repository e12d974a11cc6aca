import { BulkheadError } from '../../../errors'
import { blockKindOf } from '../../block-kinds/registry'
import { type BlueprintDocument, documentLimits, emptyDocument } from '../../document'
import { canConnect, connect, freeBlockId } from '../../operations'
import { parseDocument } from '../../parse'
import { exchangeLimits } from '../exchange-limits'
import { emptyReport, type ImportReport, type ReportEntry } from '../import-report'
import type { ImportSource, Incoming } from '../incoming'

/** A drawing of another product on its way into a document, and what became of each part of it. */
export class Importing {
  document: BlueprintDocument = emptyDocument()
  readonly report: ImportReport = emptyReport()
  private readonly taken = new Set<string>()

  private readonly source: ImportSource

  constructor(source: ImportSource) {
    this.source = source
  }

  /** The id that a block of this name will have: before it is drawn, so that others can speak of it. */
  reserve(name: string): string {
    const id = freeBlockId(idFor(name), this.taken)
    this.taken.add(id)
    return id
  }

  draw(id: string, kind: string, name: string, config: Record<string, unknown>): void {
    const defaults = blockKindOf(kind)?.defaults() ?? {}
    const label = name.trim().slice(0, documentLimits.nameChars).trim()
    const block = {
      kind,
      label: label === '' ? (blockKindOf(kind)?.label ?? kind) : label,
      config: { ...defaults, ...config },
    }
    this.document = { ...this.document, blocks: { ...this.document.blocks, [id]: block } }
  }

  /**
   * Stands for what has no counterpart: it keeps the flow together, and its empty text keeps the drawing from being
   * published before somebody has put something in its place.
   */
  drawPlaceholder(id: string, name: string): void {
    this.draw(id, 'template', `To do: ${name}`, { text: '' })
  }

  link(from: string, port: string, to: string): void {
    const ends = [
      { block: from, port },
      { block: to, port: 'in' },
    ] as const
    const verdict = canConnect(this.document, ...ends)
    if (verdict.ok) this.document = connect(this.document, ...ends)
    else if (!verdict.why.startsWith('These two are connected')) {
      const [start, end] = [from, to].map((id) => this.document.blocks[id]?.label ?? id)
      this.notMapped(
        `Connection from “${start}” to “${end}”`,
        verdict.why,
        'Look at whether it is needed, and draw another way.',
      )
    }
  }

  mapped(what: string, as: string): void {
    if (this.report.mapped.length < exchangeLimits.reportEntries) this.report.mapped.push({ what, as })
  }

  changed(what: string, why: string, todo: string): void {
    this.note(this.report.changed, { what, why, todo })
  }

  notMapped(what: string, why: string, todo: string): void {
    this.note(this.report.notMapped, { what, why, todo })
  }

  /** Whole, or not at all. Throws `bad-input` when nothing of it could be drawn. */
  finish(name: string): Incoming {
    if (Object.keys(this.document.blocks).length === 0) {
      throw new BulkheadError('bad-input', 'There is nothing in it that could be drawn here.')
    }
    const document = parseDocument(this.document)
    const shown = name.trim().slice(0, documentLimits.nameChars).trim()
    return {
      source: this.source,
      name: shown === '' ? 'Imported blueprint' : shown,
      document,
      layout: { positions: {} },
      subflows: [],
      report: this.report,
    }
  }

  private note(list: ReportEntry[], entry: ReportEntry): void {
    const known = list.some(({ what, why }) => what === entry.what && why === entry.why)
    if (!known && list.length < exchangeLimits.reportEntries) list.push(entry)
  }
}

/** `Classify the e-mail` → `classify_the_e_mail`. */
export function idFor(name: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 34)
    .replace(/_+$/, '')
  return id === '' ? 'block' : id
}

/** `orderId` → `order_id`: what expressions can read after a dot. Two names that come to the same are found by lint. */
export function fieldNameFor(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return idFor(words) === 'block' && !/block/i.test(name) ? 'field' : idFor(words)
}

/** Refuses what is larger than anybody draws. Throws `too-large`. */
export function assertParts(count: number): void {
  if (count <= exchangeLimits.parts) return
  throw new BulkheadError('too-large', `It has ${count} parts; ${exchangeLimits.parts} are the most that are read.`)
}
