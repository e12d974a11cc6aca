import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BulkheadError } from '@/domain/errors'
import { waitFor } from '../testing/wait-for'
import { createCodeRunner } from './code-runner'
import { prepareCode } from './prepare-code'

const folder = mkdtempSync('/tmp/bh-code-')
const program = join(folder, 'code-sandbox.mjs')
const usual = { timeMs: 5_000, memoryMb: 32, outputBytes: 100_000 }

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'program.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    loader: { '.wasm': 'binary' },
    outfile: program,
    logLevel: 'warning',
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

type Options = { limits?: Partial<typeof usual>; signal?: AbortSignal; program?: string }

const run = (source: string, input: unknown = {}, options: Options = {}) =>
  createCodeRunner(options.program ?? program).run(prepareCode(source), input, {
    limits: { ...usual, ...options.limits },
    signal: options.signal ?? new AbortController().signal,
  })

/** The sandboxes of this process that are alive. */
function sandboxes(): number[] {
  const alive = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return alive.map(Number).filter((pid) => {
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
    } catch {
      return false
    }
  })
}

describe('a code block', () => {
  it('runs TypeScript on JSON and hands back JSON', async () => {
    const source = 'const names: string[] = input.names\nconsole.log(names.length)\nreturn { joined: names.join("+") }'
    expect(await run(source, { names: ['ä', '💡'] })).toEqual({ result: { joined: 'ä+💡' }, log: ['2'] })
  })

  it('sees one moment and no clock, in UTC', async () => {
    const before = Date.now()
    const source = `const from = Date.now()
      for (let n = 0; n < 3e6; n += 1);
      return { from, spent: Date.now() - from, zone: new Date().getTimezoneOffset() }`
    const { result } = (await run(source)) as { result: { from: number; spent: number; zone: number } }
    expect(result).toMatchObject({ spent: 0, zone: 0 })
    expect(result.from).toBeGreaterThanOrEqual(before)
    expect(result.from).toBeLessThanOrEqual(Date.now())
  })

  it.each([
    ['that throws', '\nthrow new Error("no")', {}, 'bad-input', 'The code failed in line 2: Error: no'],
    ['that waits for nothing', 'await new Promise(() => {})', {}, 'bad-input', /never comes/],
    ['without end', 'for (;;);', { timeMs: 200 }, 'deadline-exceeded', 'The code took longer than its 0.2 seconds.'],
    ['that hogs memory', 'const a = []\nfor (;;) a.push(a.slice(), 1)', {}, 'over-limit', /more memory than its 32 MB/],
    ['with a huge result', 'return "x".repeat(1e6)', {}, 'too-large', /more than 100000 bytes/],
  ])('%s is told so', async (_name, source, limits, code, message) => {
    const words = typeof message === 'string' ? message : expect.stringMatching(message)
    await expect(run(source, {}, { limits })).rejects.toMatchObject({ code, message: words })
  })

  it('takes megabytes of input, and refuses more in words', async () => {
    expect(await run('return input.text.length', { text: 'x'.repeat(3_900_000) })).toMatchObject({ result: 3_900_000 })
    await expect(run('return 1', { text: 'x'.repeat(4_000_001) })).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/4.0 MB are allowed/),
    })
  })

  it('cannot give the agent an object with another prototype', async () => {
    const source = `return [JSON.parse('{"__proto__":{"admin":true},"a":1}'), { ['__pro' + 'to__']: { admin: true } }]`
    const { result } = await run(source)
    expect(result).toEqual([{ a: 1 }, {}])
    expect(Object.assign({}, ...(result as object[])).admin).toBeUndefined()
  })

  it('leaves no process behind, at most two at a time', async () => {
    const runner = createCodeRunner(program)
    const code = 'for (;;);'
    const limits = { ...usual, timeMs: 300 }
    const signal = new AbortController().signal
    const many = Array.from({ length: 5 }, () => runner.run(code, {}, { limits, signal }).catch((error) => error.code))
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, sandboxes().length)
    }, 10)
    expect(await Promise.all(many)).toEqual(new Array(5).fill('deadline-exceeded'))
    clearInterval(watch)
    expect(most).toBeLessThanOrEqual(2)
    expect(sandboxes()).toEqual([])
  })
})

describe('a sandbox', () => {
  it('is ended when the step is, also while it waits for its turn', async () => {
    const runner = createCodeRunner(program)
    const stop = new AbortController()
    const options = { limits: { ...usual, timeMs: 60_000 }, signal: stop.signal }
    const all = Array.from({ length: 3 }, () => runner.run('for (;;);', {}, options).catch((error) => error))
    await waitFor('two sandboxes', () => (sandboxes().length === 2 ? true : null))
    stop.abort(new BulkheadError('interrupted', 'The agent is being stopped.'))
    expect(await Promise.all(all)).toMatchObject(new Array(3).fill({ code: 'interrupted' }))
    await waitFor('their end', () => (sandboxes().length === 0 ? true : null))
    await expect(runner.run('return 1', {}, options)).rejects.toMatchObject({ code: 'interrupted' })
  })

  it('that the kernel kills is taken for one that needed too much memory', async () => {
    const killed = run('for (;;);', {}, { limits: { timeMs: 60_000 } })
    const pid = await waitFor('a sandbox at work', () => {
      const [found] = sandboxes()
      // Some time of the processor: it is past its start.
      const ticks = found === undefined ? 0 : Number(readFileSync(`/proc/${found}/stat`, 'utf8').split(' ')[13])
      return ticks > 50 ? found : null
    })
    process.kill(pid ?? 0, 'SIGKILL')
    await expect(killed).rejects.toMatchObject({ code: 'over-limit' })
  })

  it('that cannot start is a defect of ours, with the reason for the log', async () => {
    const missing = run('return 1', {}, { program: join(folder, 'nowhere.mjs') })
    await expect(missing).rejects.toMatchObject({
      code: 'internal',
      cause: { message: expect.stringMatching(/nowhere\.mjs/) },
    })
  })
})

/** A program in place of ours: what could one do that had broken out of the interpreter? */
describe('a sandbox that was taken over', () => {
  const asProgram = async (source: string, limits: Partial<typeof usual> = {}) => {
    const taken = join(mkdtempSync(join(folder, 'taken-')), 'program.mjs')
    writeFileSync(taken, `import { writeSync } from 'node:fs'\nwriteSync(1, 'begun\\n')\n${source}`)
    return run('return 1', {}, { program: taken, limits })
  }
  const attempt = (code: string) => `
    const tried = async () => { ${code} }
    const text = await tried().then((value) => 'did: ' + JSON.stringify(value), (error) => error.code ?? error.name)
    process.stdout.write(JSON.stringify({ result: JSON.stringify(text), log: [] }))`

  it.each([
    ['read a file', `return (await import('node:fs')).readFileSync('/etc/hostname', 'utf8')`, 'ERR_ACCESS_DENIED'],
    [
      'read its parent',
      `return (await import('node:fs')).readFileSync('/proc/' + process.ppid + '/environ')`,
      'ERR_ACCESS_DENIED',
    ],
    ['write a file', `(await import('node:fs')).writeFileSync('/tmp/bh-taken', 'x')`, 'ERR_ACCESS_DENIED'],
    ['start a process', `(await import('node:child_process')).execFileSync('/bin/true')`, 'ERR_ACCESS_DENIED'],
    ['start a thread', `new (await import('node:worker_threads')).Worker('1', { eval: true })`, 'ERR_ACCESS_DENIED'],
    ['load an addon', `process.dlopen({ exports: {} }, '/lib/x.node')`, 'ERR_DLOPEN_DISABLED'],
    ['run code from a string', `return new Function('return 1')()`, 'EvalError'],
    ['see an environment', 'return Object.keys(process.env)', 'did: []'],
  ])('cannot %s', async (_name, code, outcome) => {
    expect(await asProgram(attempt(code))).toEqual({ result: outcome, log: [] })
  })

  it.each([
    ['says nothing', '', 'internal'],
    ['talks nonsense', `process.stdout.write('nonsense')`, 'internal'],
    ['answers with other things than text', `process.stdout.write('{"result":{},"log":[]}')`, 'internal'],
    ['never ends', 'setInterval(() => {}, 1000)', 'deadline-exceeded'],
    ['talks without end', `const go = () => process.stdout.write('x'.repeat(65536), go)\ngo()`, 'too-large'],
    ['fills its heap', 'const list = []\nfor (;;) list.push(new Array(1000).fill(list.length))', 'over-limit'],
  ])('is not believed when it %s', async (_name, source, code) => {
    await expect(asProgram(source, { timeMs: 2_000 })).rejects.toMatchObject({ code })
  })
})

describe('under a permission model', () => {
  /** As the process engine starts an agent. */
  const underPermissions = (...flags: string[]) => {
    const script = join(folder, 'agent.mjs')
    writeFileSync(
      script,
      `import { createCodeRunner } from './runner.mjs'
      const options = { limits: ${JSON.stringify(usual)}, signal: AbortSignal.timeout(20000) }
      const code = 'return input.a + 1'
      const { result, code: refused } = await createCodeRunner(${JSON.stringify(program)}).run(code, { a: 1 }, options).catch((error) => error)
      process.stdout.write(JSON.stringify(result ?? refused))`,
    )
    const words = ['--permission', `--allow-fs-read=${folder}/*`, '--no-warnings', ...flags, script]
    return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as unknown
  }

  beforeAll(async () => {
    await build({
      entryPoints: [join(import.meta.dirname, 'code-runner.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: join(folder, 'runner.mjs'),
      logLevel: 'warning',
    })
  })

  it('that lets no processes be started, code is refused', () => {
    expect(underPermissions()).toBe('engine-refused')
  })

  it('that lets them be started, code runs', () => {
    expect(underPermissions('--allow-child-process')).toBe(2)
  })
})
