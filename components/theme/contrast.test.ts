import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')

/** The colours that one rule of globals.css declares, by name. */
function tokens(selector: string): Record<string, string> {
  const body = css.split(`\n${selector} {`)[1]?.split('\n}')[0] ?? ''
  return Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]))
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

const surfaces = ['background', 'surface', 'surface-raised', 'surface-sunken']
const coloured = ['accent', 'danger', 'warning', 'success', 'info']
const groups = ['trigger', 'reasoning', 'control', 'knowledge', 'data', 'output'].map((group) => `group-${group}`)

const textPairs: (readonly [text: string, surface: string])[] = [
  ...['text', 'text-muted', ...coloured].flatMap((text) => surfaces.map((surface) => [text, surface] as const)),
  ...[...coloured, ...groups].map((colour) => [colour, `${colour}-soft`] as const),
  ...groups.map((group) => [group, 'surface'] as const),
  ...coloured.map((colour) => ['text', `${colour}-soft`] as const),
  ['accent-text', 'accent'],
  ['accent-text', 'accent-hover'],
  ['danger-text', 'danger'],
  ['danger-text', 'danger-hover'],
  ['background', 'text'],
]

describe.each([':root', '.dark'])('%s', (selector) => {
  const colours = { ...tokens(':root'), ...tokens(selector) }
  test.each(textPairs)('%s on %s reads at 4.5:1 or better', (text, surface) => {
    expect(contrast(colours[text] ?? '#000000', colours[surface] ?? '#000000')).toBeGreaterThanOrEqual(4.5)
  })
  test.each(surfaces)('the edge of a control stands out from %s at 3:1 or better', (surface) => {
    expect(contrast(colours['border-strong'] ?? '', colours[surface] ?? '')).toBeGreaterThanOrEqual(3)
  })
})
