import { writeSync } from 'node:fs'
import wasm from '@jitl/quickjs-wasmfile-release-sync/wasm'
import { begunLine, type CodeAnswer, type CodeJob } from './job'
import { openRealm } from './realm'

/** The program of the sandbox's process: one job from stdin, one answer to stdout, and its end. */
const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
const job = JSON.parse(Buffer.concat(chunks).toString()) as CodeJob
chunks.length = 0

// Everything that the realm can learn of the time comes through these, and stands still.
const realClock = performance.now.bind(performance)
Date.now = () => job.now
performance.now = () => 0
process.env.TZ = 'UTC'

const realm = await openRealm(wasm, job, realClock)
writeSync(1, begunLine)
const answer: CodeAnswer = realm.run(job.code, job.input)
process.stdout.write(JSON.stringify(answer))
