import { setTimeout as pause } from 'node:timers/promises'
import type { Bundle } from '@/domain/runtime/bundle'
import { type Memory, memoryOf } from '../proc'
import { percentile, type Row } from '../report'
import { echo, waiting, withAgent, withCode } from './drawings'
import { type Serving, serve } from './serving'

const sideBySide = 6
const many = 1_000
/** A runtime gives back what its last work left behind after ten quiet seconds. */
export const quietMs = 13_000

/** Six side by side: what they share (node and libsql as files) is counted once among them. */
export async function measureMemory(): Promise<{ rows: Row[]; detail: unknown }> {
  const idle = await Promise.all(Array.from({ length: sideBySide }, () => serve(echo)))
  try {
    await pause(quietMs)
    const each = await Promise.all(idle.map(({ pid }) => memoryOf(pid)))
    const rows = [memoryRow('idle runtime, as a process', each)]
    const loads: [name: string, bundle: Bundle, turns: number][] = [
      [`with ${many.toLocaleString('en')} open conversations`, echo, many],
      [`with ${many.toLocaleString('en')} runs that wait`, waiting, many],
      ['after an agent block has run once', withAgent, 1],
      ['after a code block has run once', withCode, 1],
    ]
    for (const [name, bundle, turns] of loads) rows.push(memoryRow(`the same ${name}`, [await after(bundle, turns)]))
    return { rows, detail: { each } }
  } finally {
    await Promise.all(idle.map((serving) => serving.remove()))
  }
}

async function after(bundle: Bundle, turns: number): Promise<Memory> {
  const serving: Serving = await serve(bundle)
  try {
    for (let nth = 0; nth < turns; nth += 1) {
      await serving.post('/v1/messages', { session: `s${nth}`, content: 'Good morning' })
    }
    await pause(quietMs)
    return await memoryOf(serving.pid)
  } finally {
    await serving.remove()
  }
}

export function memoryRow(of: string, all: readonly Memory[]): Row {
  const p50 = (pick: (memory: Memory) => number) => `${percentile(all.map(pick), 0.5).toFixed(1)} MB`
  return {
    measure: `memory, ${of}${all.length === 1 ? '' : `, p50 of ${all.length}`}`,
    value: `${p50(({ pss }) => pss)} PSS`,
    baseline: `${p50(({ privateOnly }) => privateOnly)} private, ${p50(({ shared }) => shared)} shared in full`,
    ratio: '',
    expected: all.length === 1 ? '' : '< 40 MB PSS',
  }
}
