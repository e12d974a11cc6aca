'use client'

import { FlaskConical } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useTest, useTestSession } from './test-context'

export function TestButton() {
  const session = useTestSession()
  const open = useTest((state) => state.open)
  return (
    <Button size="sm" aria-pressed={open} aria-controls={open ? 'test-panel' : undefined} onClick={session.toggle}>
      <FlaskConical aria-hidden />
      Test
    </Button>
  )
}
