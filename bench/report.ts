import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'

export type Row = { measure: string; value: string; baseline: string; ratio: string; expected: string }

export const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
export const times = (value: number) => `${value.toFixed(2)}×`

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export async function writeReport(rows: readonly Row[], detail: unknown): Promise<void> {
  const at = new Date().toISOString()
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
  await mkdir('bench/results', { recursive: true })
  await writeFile(
    `bench/results/${at.replaceAll(':', '-')}.json`,
    JSON.stringify({ at, machine, rows, detail }, null, 2),
  )
  process.stdout.write(`\n${at.slice(0, 10)}, ${machine}\n\n${table(rows)}\n`)
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    (row) => `| ${row.measure} | ${row.value} | ${row.baseline} | ${row.ratio} | ${row.expected} |`,
  )
  return ['| measure | Bulkhead | baseline | ratio | expected |', '|---|---|---|---|---|', ...lines].join('\n')
}
