import variant from '@jitl/quickjs-wasmfile-release-sync'
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from 'quickjs-emscripten-core'
import { asFunction, type CodeAnswer, type CodeJob, logLimits } from './job'
import { realmPrelude } from './realm-prelude'

type Limits = Pick<CodeJob, 'timeMs' | 'memoryMb' | 'outputBytes'>

export type Realm = {
  /** Once only. Never throws what the code does. */
  run: (code: string, input: string) => CodeAnswer
}

const mebibyte = 2 ** 20
const pageBytes = 65_536
/** What the interpreter takes for itself; WebAssembly will not start with less. */
const ownMb = 16
/** Less than what V8 gives WebAssembly, so that deep recursion ends as an error of the code. */
const stackBytes = 256 * 1_024
const jobsAtOnce = 1_000

/**
 * A JavaScript realm in WebAssembly with nothing of the host in it: not one of its functions calls out. `clock` gives
 * milliseconds; the realm itself sees what `Date.now` of this process says.
 */
export async function openRealm(wasm: Uint8Array, limits: Limits, clock: () => number): Promise<Realm> {
  // The second wall of memory: WebAssembly cannot grow beyond it, whatever the interpreter does.
  const maximum = ((ownMb + limits.memoryMb) * mebibyte) / pageBytes
  const wasmMemory = new WebAssembly.Memory({ initial: (ownMb * mebibyte) / pageBytes, maximum })
  const wasmBinary = new Uint8Array(wasm).buffer
  const quickJs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory, wasmBinary }))
  const runtime = quickJs.newRuntime({
    memoryLimitBytes: limits.memoryMb * mebibyte,
    maxStackSizeBytes: stackBytes,
  })
  const context = runtime.newContext()
  const mayBeFull = () => limits.memoryMb <= ownMb || wasmMemory.buffer.byteLength > ownMb * mebibyte
  return {
    run(code, input) {
      const endsAt = clock() + limits.timeMs
      let late = false
      const isLate = () => {
        late ||= clock() > endsAt
        return late
      }
      runtime.setInterruptHandler(isLate)
      try {
        const answer = runCode({ runtime, context, isLate, mayBeFull }, code, input, limits.outputBytes)
        return late ? { failed: 'time' } : answer
      } catch (error) {
        if (late) return { failed: 'time' }
        // V8's own stack ran out, inside the interpreter's native code.
        if (error instanceof RangeError) return { failed: 'threw', message: 'It nests too deeply.', line: null }
        if (error instanceof OutOfRoom) return { failed: 'memory' }
        throw error
      }
    },
  }
}

/** A step of ours that needs nothing but memory did not work. */
class OutOfRoom extends Error {}

type Inside = {
  runtime: QuickJSRuntime
  context: QuickJSContext
  isLate: () => boolean
  /** Whether memory may have run out at some time. */
  mayBeFull: () => boolean
}

/** Nothing is disposed of: the process ends with the answer. */
function runCode(inside: Inside, code: string, input: string, outputBytes: number): CodeAnswer {
  const { context } = inside
  const prelude = must(context.evalCode(realmPrelude, 'prelude.js'))
  const call = (name: string, ...args: QuickJSHandle[]) =>
    context.callFunction(context.getProp(prelude, name), context.undefined, ...args)
  const failure = (error: QuickJSHandle): CodeAnswer => {
    // What the interpreter throws when there is no room even for an error.
    if (inside.mayBeFull() && context.eq(error, context.null)) return { failed: 'memory' }
    return describe(inside, call('describe', error))
  }

  const main = context.evalCode(asFunction(code), 'code.ts')
  if (main.error) return failure(main.error)
  const started = call('start', main.value, context.newString(input))
  if (started.error) return failure(started.error)
  const settled = settle(inside, started.value)
  if (settled.type === 'pending') return { failed: 'pending' }
  if (settled.type === 'rejected') return failure(settled.error)

  const length = context.getNumber(context.getProp(settled.value, 'length'))
  if (length > outputBytes) return { failed: 'output' }
  const result = context.getString(settled.value)
  if (Buffer.byteLength(result) > outputBytes) return { failed: 'output' }
  return { result, log: readLog(context, call('log')) }
}

function must(result: ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
  if (result.error) throw new OutOfRoom()
  return result.value
}

/** Works off what is waiting until there is an outcome, or nothing more to do. */
function settle({ runtime, context, isLate }: Inside, promise: QuickJSHandle) {
  for (;;) {
    const state = context.getPromiseState(promise)
    if (state.type !== 'pending' || isLate()) return state
    const ran = runtime.executePendingJobs(jobsAtOnce)
    if (ran.error || ran.value === 0) return context.getPromiseState(promise)
  }
}

function describe({ context }: Inside, described: ReturnType<QuickJSContext['callFunction']>): CodeAnswer {
  if (described.error) return { failed: 'memory' }
  const [message = 'something that cannot be shown', stack = ''] = texts(context.getString(described.value))
  if (message === 'InternalError: out of memory') return { failed: 'memory' }
  const line = /code\.ts:(\d+)/.exec(stack)?.[1]
  return { failed: 'threw', message, line: line === undefined ? null : Number(line) }
}

function readLog(context: QuickJSContext, read: ReturnType<QuickJSContext['callFunction']>): string[] {
  const json = must(read)
  const mostChars = logLimits.lines * (logLimits.lineChars * 6 + 3)
  if (context.getNumber(context.getProp(json, 'length')) > mostChars) return []
  return texts(context.getString(json)).slice(0, logLimits.lines)
}

/** Code may have changed how its realm writes JSON. */
function texts(json: string): string[] {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.map(String) : []
}
