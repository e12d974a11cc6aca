import { type Conversations, createConversations } from './conversations'
import type { Database } from './open-store'
import { createRunEvents, type RunEvents } from './run-events'
import { createRunWaits, type RunWaits } from './run-waits'
import { createRuns, type Runs } from './runs'
import { type Statements, statementsOf } from './statements'
import { createVariables, type Variables } from './variables'

/** The tenant's store, by what is kept in it. */
export type Stores = {
  database: Database
  statements: Statements
  conversations: Conversations
  runs: Runs
  events: RunEvents
  waits: RunWaits
  variables: Variables
}

export function openStores(database: Database): Stores {
  const statements = statementsOf(database)
  return {
    database,
    statements,
    conversations: createConversations(statements),
    runs: createRuns(statements),
    events: createRunEvents(statements),
    waits: createRunWaits(statements),
    variables: createVariables(statements),
  }
}
