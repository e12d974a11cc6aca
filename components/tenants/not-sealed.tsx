import { FlaskConical } from 'lucide-react'

/** On every page that speaks of isolation, wherever the engine cannot build all the walls. */
export function NotSealed() {
  return (
    <div className="mb-4 flex items-start gap-2.5 rounded-lg bg-warning-soft px-4 py-3">
      <FlaskConical className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <p>
        <strong className="font-medium text-warning">Trying-out mode.</strong> This agent runs as a process of its host,
        without the sealed walls. It is meant for trying things out, not for customers: give it nothing confidential.
      </p>
    </div>
  )
}
