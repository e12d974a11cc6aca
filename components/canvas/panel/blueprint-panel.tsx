'use client'

import { RulesSection, VersionsSection } from './settings/policy-section'
import { RuntimeSettings } from './settings/runtime-settings'
import { SlotList } from './settings/slot-list'

/** With nothing selected: what holds for the blueprint as a whole. */
export function BlueprintPanel() {
  return (
    <>
      <header className="border-border border-b px-4 pt-4 pb-3">
        <h2 className="font-semibold">Blueprint settings</h2>
        <p className="mt-0.5 text-muted text-xs">Select a block to edit it. These hold for every tenant.</p>
      </header>
      <div className="flex flex-col gap-6 px-4 py-4">
        <SlotList />
        <RulesSection />
        <RuntimeSettings />
        <VersionsSection />
      </div>
    </>
  )
}
