import { BulkheadError } from '../../../errors'
import { blockKindOf } from '../../block-kinds/registry'
import { type Block, type BlueprintDocument, documentLimits, type Edge, edgeId, emptyDocument } from '../../document'
import { graphOf } from '../../graph'
import { regionProblems } from '../../lint-rules/regions'
import { freeBlockId } from '../../operations'
import { parseDocument } from '../../parse'
import { exchangeLimits } from '../exchange-limits'
import { emptyReport, type ImportReport, type ReportEntry } from '../import-report'
import type { ImportSource, Incoming } from '../incoming'

/** A drawing of another product on its way into a document, and what became of each part of it. */
export class Importing {
  readonly document: BlueprintDocument = emptyDocument()
  readonly report: ImportReport = emptyReport()
  private readonly taken = new Set<string>()
  private readonly after = new Map<string, Set<string>>()
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
    assertParts(Object.keys(this.document.blocks).length + 1)
    this.document.blocks[id] = block
  }

  /**
   * Stands for what has no counterpart: it keeps the flow together, and its empty text keeps the drawing from being
   * published before somebody has put something in its place.
   */
  drawPlaceholder(id: string, name: string): void {
    this.draw(id, 'template', `To do: ${name}`, { text: '' })
  }

  /** Draws a connection, or tells why it cannot be there. What leads into a loop from outside is found at the end. */
  link(from: string, port: string, to: string): void {
    const edge: Edge = { from: { block: from, port }, to: { block: to, port: 'in' } }
    const why = this.whyNot(edge)
    if (why !== null) {
      this.lost(edge, why)
      return
    }
    this.document.edges[edgeId(edge)] = edge
    this.after.set(from, (this.after.get(from) ?? new Set()).add(to))
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
    this.dropEdgesIntoLoops()
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

  private whyNot({ from, to }: Edge): string | null {
    const [start, end] = [this.document.blocks[from.block], this.document.blocks[to.block]]
    if (start === undefined || end === undefined) return 'One of its ends is not there.'
    if (!portNames(start, 'outputs').includes(from.port))
      return `There is no way on that is called “${from.port}” here.`
    if (!portNames(end, 'inputs').includes(to.port)) return 'Nothing can lead to what starts a flow.'
    return this.leads(to.block, from.block) ? 'The flow would run in a circle, which it may not here.' : null
  }

  private leads(start: string, goal: string): boolean {
    const reached = new Set([start])
    for (const id of reached) {
      if (id === goal) return true
      for (const next of this.after.get(id) ?? []) reached.add(next)
    }
    return false
  }

  /** Without them, other blocks may come to stand outside of a loop: so it is looked at again until nothing is found. */
  private dropEdgesIntoLoops(): void {
    for (;;) {
      const entering = regionProblems(this.document, graphOf(this.document)).flatMap(({ at, message }) => {
        const edge = this.document.edges[at.edge ?? '']
        return edge === undefined ? [] : [{ edge, message }]
      })
      if (entering.length === 0) return
      for (const { edge, message } of entering) {
        delete this.document.edges[edgeId(edge)]
        this.lost(edge, message)
      }
    }
  }

  private lost({ from, to }: Edge, why: string): void {
    const [start, end] = [from, to].map(({ block }) => this.document.blocks[block]?.label ?? block)
    this.notMapped(`Connection from “${start}” to “${end}”`, why, 'Look at whether it is needed, and draw another way.')
  }

  private note(list: ReportEntry[], entry: ReportEntry): void {
    const known = list.some(({ what, why }) => what === entry.what && why === entry.why)
    if (!known && list.length < exchangeLimits.reportEntries) list.push(entry)
  }
}

function portNames({ kind, config }: Block, side: 'inputs' | 'outputs'): string[] {
  return (blockKindOf(kind)?.[side](config) ?? []).map(({ name }) => name)
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
