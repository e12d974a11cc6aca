'use client'

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { useTRPCClient } from '@/components/trpc/client'
import { useEditor, useEditorHandle } from '../editor-context'
import { type BlockRun, blockRuns } from './run-states'
import { createTestSession, type TestSession } from './test-session'
import { createTestStore, type TestState } from './test-state'

type Testing = { session: TestSession; runs: ReadonlyMap<string, BlockRun> }

const TestContext = createContext<Testing | null>(null)
const noRuns: ReadonlyMap<string, BlockRun> = new Map()
/** Where nobody tests: a drawing that is only looked at. */
const idle = createTestStore()

export function TestProvider({ children }: { children: ReactNode }) {
  const { workspace, blueprintId, store } = useEditorHandle()
  const client = useTRPCClient()
  const [session] = useState(() =>
    createTestSession({ client, workspace, blueprintId, drawing: () => store.getState().document }),
  )
  useEffect(() => () => session.close(), [session])
  const trace = useStore(session.store, (state) => (state.open ? state.trace : null))
  const document = useEditor((state) => state.document)
  const runs = useMemo(() => (trace === null ? noRuns : blockRuns(document, trace)), [document, trace])
  const testing = useMemo(() => ({ session, runs }), [session, runs])
  return <TestContext value={testing}>{children}</TestContext>
}

export function useTestSession(): TestSession {
  const testing = useContext(TestContext)
  if (testing === null) throw new Error('This part of the editor stands outside a TestProvider.')
  return testing.session
}

export function useTest<T>(select: (state: TestState) => T): T {
  return useStore(useContext(TestContext)?.session.store ?? idle, select)
}

/** How a block has fared in the run that the panel shows. */
export function useBlockRun(id: string | undefined): BlockRun | undefined {
  const runs = useContext(TestContext)?.runs ?? noRuns
  return id === undefined ? undefined : runs.get(id)
}
