import { changesBetween, type Drawing } from '@/domain/blueprint/draft/change-set'
import { applyChanges, rebase } from '@/domain/blueprint/draft/rebase'
import { renameInDrawing, withoutClashes } from '@/domain/blueprint/draft/rename-added'
import type { DraftNews, StoredChange } from '@/domain/blueprint/draft/stored-change'
import type { NamedSet } from './journal'

/** The newest draft of the server that this browser knows. */
export type Base = { readonly sequence: number; readonly drawing: Drawing }

/** A change set on its way, and the drawing that it led to when it was sent. */
export type Sent = NamedSet & { readonly drawing: Drawing }

export type Taken = {
  base: Base
  /** What belongs on screen: the base with everything that is not yet sent. */
  mine: Drawing
  /** Blocks of mine that got other ids. */
  renamed: ReadonlyMap<string, string>
  /** Stored changes that were new here. */
  fresh: readonly StoredChange[]
}

type Names = ReadonlyMap<string, string>
const noNames: Names = new Map()

/**
 * Takes in what the server stored, which includes `sent` when that is given, and rebases on it what this browser drew
 * since. Undefined when the news do not join what is known; the drawing that fills the gap comes with other news.
 */
export function takeNews(base: Base, mine: Drawing, news: DraftNews, sent?: Sent): Taken | undefined {
  const fresh = news.changes.filter(({ sequence }) => sequence > base.sequence)
  if (news.sequence < base.sequence) return { base, mine, renamed: noNames, fresh: [] }
  const joins = fresh.length === news.sequence - base.sequence
  const drawing = joins
    ? fresh.reduce((before, { changes }) => applyChanges(before, changes), base.drawing)
    : news.drawing
  if (drawing === null) return undefined
  const names = renamedByServer(news, mine, sent)
  const rest = changesBetween(inNames(sent?.drawing ?? base.drawing, names), inNames(mine, names))
  const rebased = rebase(drawing, rest, 'later-wins')
  return {
    base: { sequence: news.sequence, drawing },
    mine: rebased.drawing,
    renamed: rebased.renamed.size === 0 ? names : chained(names, rebased.renamed),
    fresh,
  }
}

/** The ids that blocks of the sent set got, and others for those of mine that have one of these meanwhile. */
function renamedByServer(news: DraftNews, mine: Drawing, sent: Sent | undefined): Names {
  const renamed = news.changes.find(({ id }) => id === sent?.id)?.renamed
  if (sent === undefined || renamed === undefined || Object.keys(renamed).length === 0) return noNames
  const taken = [mine, sent.drawing].flatMap(({ document }) => Object.keys(document.blocks))
  return withoutClashes(new Map(Object.entries(renamed)), new Set(taken))
}

function inNames(drawing: Drawing, names: Names): Drawing {
  return names.size === 0 ? drawing : renameInDrawing(drawing, names)
}

function chained(first: Names, second: Names): Names {
  const all = new Map([...first].map(([from, to]) => [from, second.get(to) ?? to]))
  const reached = new Set(first.values())
  for (const [from, to] of second) if (!reached.has(from)) all.set(from, to)
  return all
}
