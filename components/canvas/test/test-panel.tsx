'use client'

import { MessageSquarePlus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Tooltip } from '@/components/ui/tooltip'
import { ProblemList } from '../problems/problem-list'
import { FireTrigger } from './fire-trigger'
import { OpenQuestions } from './open-questions'
import { shortDigest } from './run-states'
import { RunSteps } from './run-steps'
import { Composer, Conversation } from './test-chat'
import { TestConnections } from './test-connections'
import { useTest, useTestSession } from './test-context'
import { TestValues } from './test-values'

/** Where a builder talks with the draft. */
export function TestPanel() {
  const problems = useTest((state) => state.problems)
  const trouble = useTest((state) => state.trouble)
  return (
    <aside
      id="test-panel"
      aria-label="Test"
      className="flex w-96 shrink-0 flex-col border-border border-l bg-surface max-xl:w-80"
    >
      <TestHeader />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">
        {problems.length > 0 && (
          <section aria-label="What keeps this drawing from running">
            <ErrorNotice title="This drawing cannot run yet">Put these right, and test again.</ErrorNotice>
            <div className="mt-2">
              <ProblemList problems={problems} />
            </div>
          </section>
        )}
        {trouble !== null && <ErrorNotice title="The test stopped">{trouble}</ErrorNotice>}
        <TestValues />
        <TestConnections />
        <Conversation />
        <OpenQuestions />
        <RunSteps />
        <FireTrigger />
      </div>
      <Composer />
    </aside>
  )
}

function TestHeader() {
  const session = useTestSession()
  const digest = useTest((state) => state.digest)
  const busy = useTest((state) => state.busy)
  const progress = useTest((state) => state.progress)
  return (
    <header className="flex items-center gap-2 border-border border-b px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold text-[0.8125rem]">Test</h2>
        <p className="truncate text-muted text-xs" role="status">
          {busy === 'starting' && progress !== ''
            ? progress
            : digest === null
              ? 'Talks with the drawing as it stands'
              : `Drawing ${shortDigest(digest)} answers`}
        </p>
      </div>
      <Tooltip content="New conversation" side="bottom">
        <Button variant="ghost" size="icon-sm" aria-label="New conversation" onClick={session.newConversation}>
          <MessageSquarePlus aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip content="Close" side="bottom">
        <Button variant="ghost" size="icon-sm" aria-label="Close the test" onClick={session.toggle}>
          <X aria-hidden />
        </Button>
      </Tooltip>
    </header>
  )
}
