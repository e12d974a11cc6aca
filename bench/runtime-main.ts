import { parseArgs } from 'node:util'
import { dockerAnswers } from '@/cli/engine/docker-daemon'
import { type Row, writeReport } from './report'
import { measureBoot } from './runtime/boot'
import { measureMemory } from './runtime/memory'
import { measureSealed } from './runtime/sealed'
import { measureSteps } from './runtime/steps'
import { measureTurns } from './runtime/turns'

type Measure = () => Promise<{ rows: Row[]; detail: unknown }>

const measures: Record<string, Measure> = {
  steps: measureSteps,
  turns: measureTurns,
  boot: measureBoot,
  memory: measureMemory,
  sealed: measureSealed,
}

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true, default: [] } } })
const asked = values.only.length > 0 ? values.only : Object.keys(measures)
const parts: Awaited<ReturnType<Measure>>[] = []
for (const name of asked) {
  const measure = measures[name]
  if (measure === undefined) throw new Error(`--only takes ${Object.keys(measures).join(', ')}`)
  process.stderr.write(`… ${name}\n`)
  if (name === 'sealed' && !(await dockerAnswers())) process.stderr.write('  left out: Docker does not answer here\n')
  else parts.push(await measure())
}
await writeReport(
  parts.flatMap((part) => part.rows),
  parts.map((part) => part.detail),
)
