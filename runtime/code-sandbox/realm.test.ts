import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { openRealm } from './realm'

const wasm = readFileSync(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'))
const usual = { timeMs: 10_000, memoryMb: 32, outputBytes: 100_000 }

/** A clock that moves by a millisecond each time somebody looks makes endless code end soon. */
async function run(code: string, input: unknown = {}, limits: Partial<typeof usual> = {}) {
  let now = 0
  const realm = await openRealm(wasm, { ...usual, ...limits }, () => now++)
  const answer = realm.run(code, JSON.stringify(input))
  return 'result' in answer ? { ...answer, result: JSON.parse(answer.result) as unknown } : answer
}

const value = async (code: string, input?: unknown) => {
  const answer = await run(code, input)
  return 'result' in answer ? answer.result : answer
}

describe('code', () => {
  it('gets its input and hands back JSON', async () => {
    expect(await run('return { sum: input.a + input.b, list: [undefined, NaN] }', { a: 1, b: 2 })).toEqual({
      result: { sum: 3, list: [null, null] },
      log: [],
    })
    expect(await value('input.a = 1')).toBe(null)
    expect(await value('return () => 1')).toBe(null)
  })

  it('may wait for what it does itself', async () => {
    expect(await value('const two = await Promise.all([1, (async () => 2)()])\nreturn two')).toEqual([1, 2])
    expect(await run('await new Promise(() => {})')).toEqual({ failed: 'pending' })
  })

  it('logs a bounded number of bounded lines', async () => {
    expect(await run('console.log("a", { b: [1] }, undefined); console.error(null)')).toMatchObject({
      log: ['a {"b":[1]} undefined', 'null'],
    })
    const answer = await run('for (let n = 0; n < 5000; n += 1) console.log("x".repeat(5000))')
    expect(answer).toMatchObject({ log: new Array(100).fill('x'.repeat(1_000)) })
  })

  it.each([
    ['\n\nthrow new TypeError("no")', 'TypeError: no', 3],
    ['const f = () => {\n  null.x\n}\nf()', "TypeError: cannot read property 'x' of null", 2],
    ['let a = 1\nlet a = 2', 'SyntaxError: invalid redefinition of lexical identifier', 2],
    ['await Promise.reject(new Error("late"))', 'Error: late', 1],
    ['throw "words"', 'words', null],
    ['throw { message: "mine", stack: 5 }', 'mine', null],
    ['throw null', 'null', null],
    ['const o = {}\no.o = o\nreturn o', 'TypeError: circular reference', null],
    ['return 1n', 'TypeError: Do not know how to serialize a BigInt', null],
  ])('that throws is told with its line: %j', async (code, message, line) => {
    expect(await run(code)).toEqual({ failed: 'threw', message, line })
  })
})

describe('limits', () => {
  it.each([
    ['an endless loop', 'for (;;);'],
    ['endless small steps', 'for (;;) await 1'],
    ['a regular expression that never ends', 'return /(a+)+$/.test("a".repeat(40) + "b")'],
    ['an error that is slow to tell', 'throw { get message() { for (;;); } }'],
    ['catching everything', 'for (;;) try { for (;;); } catch {}'],
  ])('of time end %s', async (_name, code) => {
    expect(await run(code, {}, { timeMs: 200 })).toEqual({ failed: 'time' })
  })

  it.each([
    ['large things', 'const list = []\nfor (;;) list.push(new Array(10000).fill(1))'],
    ['small things', 'const list = []\nfor (let n = 0; ; n += 1) list.push("text" + n)'],
    ['one huge thing', 'return new ArrayBuffer(100e6).byteLength'],
    ['a doubling text', 'let text = "ab"\nfor (;;) text = text + text.slice(1)'],
  ])('of memory end a hog of %s', async (_name, code) => {
    expect(await run(code, {}, { timeMs: 1_000_000 })).toEqual({ failed: 'memory' })
  })

  it('of nesting end recursion as an error of the code', async () => {
    expect(await run('const f = () => f() + 1\nreturn f()')).toMatchObject({
      failed: 'threw',
      message: 'InternalError: stack overflow',
    })
    expect(await run('return JSON.parse("[".repeat(1e6))')).toMatchObject({ failed: 'threw' })
  })

  it.each([
    ['letters', 'return "x".repeat(200000)'],
    ['bytes', 'return "ü".repeat(60000)'],
  ])('of the result count %s', async (_name, code) => {
    expect(await run(code)).toEqual({ failed: 'output' })
  })
})

describe('the realm', () => {
  it('holds nothing but the language and a console', async () => {
    const names = (await value('return Object.getOwnPropertyNames(globalThis).sort()')) as string[]
    const known = new Set(Object.getOwnPropertyNames(globalThis))
    const odd = names.filter(
      (name) => !known.has(name) || /^(process|require|fetch|set|clear|performance|gc)/.test(name),
    )
    expect(odd).toEqual(['InternalError'])
  })

  it.each([
    ['process', 'return process.env'],
    ['require', 'return require("fs")'],
    ['fetch', 'return fetch("http://127.0.0.1")'],
    ['a timer', 'setTimeout(() => {}, 1)'],
    ['import()', 'return await import("node:fs")'],
    ['WebAssembly', 'return new WebAssembly.Module(new Uint8Array())'],
    ['performance', 'return performance.now()'],
    ['this', 'return this.process.env'],
  ])('has no %s', async (_name, code) => {
    expect(await run(code)).toMatchObject({ failed: 'threw' })
  })

  it('is all that a constructor leads to', async () => {
    const code = 'const make = [].constructor.constructor\nreturn make("return typeof process + typeof require")()'
    expect(await value(code)).toBe('undefinedundefined')
    expect(await value('return console.log.constructor("return typeof globalThis.process")()')).toBe('undefined')
    expect(await value('return (0, eval)("typeof process")')).toBe('undefined')
  })

  it.each([
    ['Object.prototype.toJSON = () => "other"\nconsole.log(1)\nreturn {}', { result: 'other', log: [] }],
    ['Array.prototype.toJSON = () => 5\nthrow 1', { failed: 'threw', message: 'something that cannot be shown' }],
    ['JSON.stringify = JSON.parse = null\nreturn 1', { result: 1 }],
    ['Promise.prototype.then = () => { throw 1 }\nreturn 1', { result: 1 }],
    ['String.prototype.slice = () => ({})\nconsole.log("x")\nreturn 1', { result: 1, log: ['x'] }],
    ['return { get a() { throw new Error("a") } }', { failed: 'threw', message: 'Error: a' }],
  ])('may be broken from inside, at the cost of its own result alone: %j', async (code, answer) => {
    expect(await run(code)).toMatchObject(answer)
  })

  it('starts anew each time', async () => {
    await run('globalThis.left = 1; Object.prototype.left = 1')
    expect(await value('return [typeof left, typeof {}.left]')).toEqual(['undefined', 'undefined'])
  })
})
