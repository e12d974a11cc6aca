import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DialogBody, DialogClose, DialogFooter } from '@/components/ui/dialog'
import type { Starter } from '@/domain/blueprint/starters/starter'
import type { TestStep } from '@/domain/blueprint/test-case'
import { kindsIn } from '../exchange/kinds-in'
import { GraphPicture } from '../graph-picture'
import { skillsNeeded } from './search-starters'

type TemplatePreviewProps = { starter: Starter; busy: boolean; onUse: () => void }

/** What is in a template, what a tenant fills in, and what it does when something happens. */
export function TemplatePreview({ starter, busy, onUse }: TemplatePreviewProps) {
  const skills = skillsNeeded(starter)
  const slots = Object.values(starter.document.slots)
  return (
    <>
      {/* Nothing inside takes the focus, so the region itself does: it scrolls. */}
      <DialogBody role="region" aria-label="What is in it" tabIndex={0} className="grid gap-5 sm:grid-cols-[1fr_1fr]">
        <div className="h-80 rounded-xl border border-border bg-surface-sunken p-3 sm:h-full sm:min-h-96">
          <GraphPicture drawing={starter} label={`How ${starter.name} is built`} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 text-sm">
          <Part title="Blocks">
            <ul className="flex flex-wrap gap-1.5">
              {kindsIn(starter.document).map(({ kind, label, count }) => (
                <li key={kind}>
                  <Badge tone="outline">
                    {count} × {label}
                  </Badge>
                </li>
              ))}
            </ul>
          </Part>
          {slots.length > 0 && (
            <Part title="Each tenant fills in">
              <p className="text-muted">{slots.map(({ label }) => label).join(', ')}</p>
            </Part>
          )}
          <Part title="Each tenant connects">
            <p className="text-muted">{skills.length === 0 ? 'Nothing.' : skills.join(', ')}</p>
          </Part>
          <Part title="What it does">
            <ul className="flex flex-col gap-2.5">
              {starter.cases.map(({ name, steps }) => (
                <li key={name}>
                  {name}
                  <span className="mt-0.5 block text-muted text-xs">{steps.map(stepWords).join(' → ')}</span>
                </li>
              ))}
            </ul>
          </Part>
        </div>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button />}>Close</DialogClose>
        <Button variant="primary" pending={busy} onClick={onUse}>
          Use template
        </Button>
      </DialogFooter>
    </>
  )
}

function stepWords(step: TestStep): string {
  if ('say' in step) return `“${step.say}”`
  if ('event' in step) return `the event ${step.event}`
  if ('schedule' in step) return 'its time comes'
  if ('decide' in step) return step.decide === 'approve' ? 'a person says yes' : 'a person says no'
  return `${step.passHours} hours pass`
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-[0.8125rem]">{title}</h3>
      {children}
    </section>
  )
}
