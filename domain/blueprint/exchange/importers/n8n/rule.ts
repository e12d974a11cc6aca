import type { Importing } from '../importing'
import type { Item, Scope } from './expressions'
import type { N8nNode } from './workflow'

/** A node on its way into a block. */
export type Place = {
  node: N8nNode
  id: string
  scope: Scope
  importing: Importing
  /** A text of the node as a template; what cannot be said is reported. */
  template: (value: unknown) => string
  /** Models, tools and memory that hang on it, by the kind of connection. */
  attached: (as: string) => readonly N8nNode[]
  changed: (why: string, todo: string) => void
  notMapped: (what: string, why: string, todo: string) => void
}

/** How one type of node becomes a block. */
export type Rule = {
  kind: string
  /** What later nodes read as its item; `through`: what came into it. */
  item: (id: string, node: N8nNode) => Item | 'through'
  config: (place: Place) => Record<string, unknown>
  /** The port of each output; the second output of a node with one way on is its error output. */
  ports?: (node: N8nNode) => readonly string[]
}

export type Rules = Readonly<Record<string, Rule>>
