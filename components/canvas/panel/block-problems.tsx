'use client'

import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import { useEditor } from '../editor-context'

/** Problems of the block as a whole; those of a field stand at the field. */
export function BlockProblems({ id }: { id: string }) {
  const problems = useEditor(
    useShallow((state) => state.problems.filter(({ at }) => at.block === id && at.field === undefined)),
  )
  if (problems.length === 0) return null
  return (
    <ul className="flex flex-col gap-2">
      {problems.map((problem) => {
        const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert
        const tone = problem.severity === 'error' ? 'text-danger' : 'text-warning'
        return (
          <li
            key={problem.code + problem.message}
            className="flex gap-2 rounded-lg bg-surface-sunken px-2.5 py-2 text-xs"
          >
            <Icon className={`mt-px size-3.5 shrink-0 ${tone}`} aria-hidden />
            <span>{problem.message}</span>
          </li>
        )
      })}
    </ul>
  )
}
