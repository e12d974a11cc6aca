'use client'

import { knownLimits } from '@/domain/blueprint/known-slots'

type KnownNamesProps = { taken: readonly string[]; onChoose: (name: string) => void }

const names = [
  { name: 'flag_', does: 'Begins the name of a feature that is on or off.' },
  ...Object.entries(knownLimits).map(([name, does]) => ({ name, does })),
]

/** Names that mean something to the product itself, to be taken by a press. */
export function KnownNames({ taken, onChoose }: KnownNamesProps) {
  return (
    <details className="text-xs">
      <summary className="cursor-pointer text-muted">Names with a meaning</summary>
      <ul className="mt-1.5 flex flex-col gap-1">
        {names
          .filter(({ name }) => !taken.includes(name))
          .map(({ name, does }) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => onChoose(name)}
                className="w-full rounded-md px-1.5 py-1 text-left hover:bg-surface-sunken"
              >
                <code className="text-[0.6875rem] text-accent">{name}</code>
                <span className="block text-muted">{does}</span>
              </button>
            </li>
          ))}
      </ul>
    </details>
  )
}
