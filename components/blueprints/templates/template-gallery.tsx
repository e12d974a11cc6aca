'use client'

import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { starters } from '@/domain/blueprint/starters/registry'
import { type Starter, type StarterCategory, starterCategories } from '@/domain/blueprint/starters/starter'
import { searchStarters } from './search-starters'
import { TemplateCard } from './template-card'
import { TemplatePreview } from './template-preview'
import { useTemplate } from './use-template'

export function TemplateGallery({ workspace }: { workspace: string }) {
  const [search, setSearch] = useState('')
  const [category, setCategory] = useState<StarterCategory | null>(null)
  const [shown, setShown] = useState<Starter | null>(null)
  const { use, busy } = useTemplate(workspace)
  const found = searchStarters(starters, search, category)
  const clear = () => {
    setSearch('')
    setCategory(null)
  }
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-3">
        <Field label="Search templates" hideLabel className="w-full sm:w-64">
          <Input
            type="search"
            placeholder="Search templates"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </Field>
        <CategoryFilter value={category} onChange={setCategory} />
        <p role="status" className="text-muted text-xs">
          {found.length} of {starters.length}
        </p>
      </div>
      {found.length === 0 ? (
        <EmptyState icon={SearchX} title="No template is like that" action={<Button onClick={clear}>Show all</Button>}>
          Try another word, or begin with an empty canvas.
        </EmptyState>
      ) : (
        <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {found.map((starter) => (
            <TemplateCard
              key={starter.id}
              starter={starter}
              busy={busy}
              onUse={() => use(starter)}
              onPreview={() => setShown(starter)}
            />
          ))}
        </ul>
      )}
      <Dialog open={shown !== null} onOpenChange={(open) => !open && setShown(null)}>
        {shown && (
          <DialogContent title={shown.name} description={shown.summary} size="lg">
            <TemplatePreview starter={shown} busy={busy} onUse={() => use(shown)} />
          </DialogContent>
        )}
      </Dialog>
    </>
  )
}

type CategoryFilterProps = { value: StarterCategory | null; onChange: (category: StarterCategory | null) => void }

function CategoryFilter({ value, onChange }: CategoryFilterProps) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Category</legend>
      {[null, ...starterCategories].map((category) => (
        <label
          key={category ?? 'all'}
          className={cn(
            'cursor-pointer rounded-full border border-border px-3 py-1 text-xs transition-colors hover:border-border-strong has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
            value === category && 'border-accent bg-accent-soft text-accent hover:border-accent',
          )}
        >
          <input
            type="radio"
            name="template-category"
            checked={value === category}
            onChange={() => onChange(category)}
            className="sr-only"
          />
          {category ?? 'All'}
        </label>
      ))}
    </fieldset>
  )
}
