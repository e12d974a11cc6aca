import { afterEach, describe, expect, it } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { BulkheadError } from '@/domain/errors'
import type { PolicyRule } from '@/domain/policy/rule'
import { callsTools } from '../testing/scripted-language-model'
import { type Script, type ScriptedRuns, scriptedRuns } from '../testing/scripted-runs'
import { waitFor } from '../testing/wait-for'

const open: ScriptedRuns[] = []
afterEach(() => {
  for (const runs of open.splice(0)) runs.close()
})

const tools = [
  { skill: 'http', action: 'get' },
  { skill: 'http', action: 'send' },
]
const get = (path: unknown) => ({ tool: 'http_get', args: { path } })
const send = (path: string) => ({ tool: 'http_send', args: { path, body: { path } } })

type Setting = { config?: Record<string, unknown>; rules?: PolicyRule[] } & Omit<Script, 'say'>

/** Chat, an agent that says these one after the other, and what became of it as the reply. */
function begin(answers: (string | Error)[], { config, rules = [], ...script }: Setting = {}): ScriptedRuns {
  const drawing = new Drawing()
    .trigger('chat-message')
    .next('agent', { tools, instructions: 'Help.', ...config })
    .next('reply', { text: '{{ agent.text }} / {{ agent.calls }} / {{ agent.steps }}' })
    .from(['agent', 'error'])
    .next('reply', { text: '{{ agent.error.code }}: {{ agent.error.message }}' })
  drawing.document = { ...drawing.document, policy: { sessions: 'finish', rules } }
  const runs = scriptedRuns(compileForTest(drawing.document).bundle, {
    ...script,
    // By what it has heard, as a model would: the same place gets the same answer.
    say: ({ messages }) => {
      const answer = answers[messages.filter(({ role }) => role === ('tool' as never)).length] ?? 'out of script'
      if (answer instanceof Error) throw answer
      return answer
    },
  })
  open.push(runs)
  return runs
}

const heard = (runs: ScriptedRuns) => String(runs.requests.at(-1)?.messages.at(-1)?.content)
const lastReply = (runs: ScriptedRuns) => runs.stores.conversations.messages('s1', 9).at(-1)?.content
const quiet = (runs: ScriptedRuns) => waitFor('the engine to be quiet', () => runs.engine.inHand === 0)

describe('an agent', () => {
  it('calls tools as long as it needs to and then answers', async () => {
    const runs = begin([callsTools(get('/a')), callsTools(get('/b'), send('/c')), 'Done.'], {
      act: (request) => ({ seen: request.kind === 'skill' ? request.args.path : null }),
    })
    const { reply, usage } = await runs.say('hello')
    const calls = ['get', 'get', 'send'].map((action) => ({ skill: 'http', action, ok: true }))
    expect(reply).toBe(`Done. / ${JSON.stringify(calls)} / 3`)
    expect(runs.acts.map((act) => act.kind === 'skill' && [act.action, act.args.path])).toEqual([
      ['get', '/a'],
      ['get', '/b'],
      ['send', '/c'],
    ])
    expect(heard(runs)).toBe('[tool-result http_get {"seen":"/b"}]\n[tool-result http_send {"seen":"/c"}]')
    expect(usage).toMatchObject({ inputTokens: 6, outputTokens: 3 })
  })

  it('remembers the session, and its own turns are told as texts', async () => {
    const runs = begin(['First.'])
    await runs.say('one')
    await runs.say('two')
    expect(runs.requests.at(-1)?.messages.map(({ role, content }) => [role, content])).toEqual([
      ['system', 'Help.'],
      ['user', 'one'],
      ['assistant', expect.stringMatching(/^First/)],
      ['user', 'two'],
    ])
  })

  it.each([
    ['arguments that are no JSON', { tool: 'http_get', args: '{"path": ' }, /http_get are wrong, so nothing was done/],
    ['arguments of another shape', get(5), /are wrong.*"number"/],
    [
      'a tool that it was not given',
      { tool: 'email_send', args: {} },
      /no tool email_send. There are: http_get, http_send/,
    ],
    ['an odd name', { tool: '__proto__', args: {} }, /no tool __proto__/],
  ])('is told of %s, and may try again', async (_name, call, words) => {
    const runs = begin([callsTools(call), callsTools(get('/a')), 'Done.'])
    const { reply } = await runs.say('hello')
    expect(reply).toMatch(/^Done\. .*"ok":true.* \/ 3$/)
    expect(runs.acts).toHaveLength(1)
    expect(runs.requests[1]?.messages.at(-1)?.content).toMatch(words)
  })

  it.each(['upstream-failed', 'not-connected', 'not-allowed'] as const)(
    'is told of a call that ends %s',
    async (code) => {
      const runs = begin([callsTools(get('/a')), 'Sorry.'], {
        act: () => {
          throw new BulkheadError(code, 'That did not work.')
        },
      })
      expect((await runs.say('hello')).reply).toMatch(/^Sorry\. .*"ok":false/)
      expect(heard(runs)).toBe(`[tool-result http_get The call failed (${code}): That did not work.]`)
    },
  )

  it('fails with what is no fault of its call', async () => {
    const runs = begin([callsTools(get('/a')), 'Sorry.'], {
      act: () => {
        throw new BulkheadError('not-ready', 'The broker cannot be reached.')
      },
    })
    expect((await runs.say('hello')).reply).toBe('not-ready: The broker cannot be reached.')
    expect(runs.requests).toHaveLength(1)
  })

  it('hears no more than the beginning of a huge answer', async () => {
    const runs = begin([callsTools(get('/a')), 'Much.'], { act: () => ({ body: 'x'.repeat(20_000_000) }) })
    expect((await runs.say('hello')).reply).toMatch(/^Much/)
    expect(heard(runs).length).toBeLessThan(17_000)
    expect(heard(runs)).toMatch(/\(Cut here: the answer has 20000011 characters\.\)/)
  })

  it('is kept from too many calls at once', async () => {
    const runs = begin([callsTools(...Array.from({ length: 20 }, (_, n) => get(`/${n}`))), 'Done.'])
    expect((await runs.say('hello')).reply).toMatch(/^Done/)
    expect(runs.acts).toHaveLength(16)
    expect(heard(runs)).toMatch(/Not done: make at most 16 calls at once/)
  })

  it("fails with the model's own error", async () => {
    const runs = begin([new BulkheadError('model-not-allowed', 'Not this one.')])
    expect((await runs.say('hello')).reply).toBe('model-not-allowed: Not this one.')
    expect((await begin(['']).say('hello')).reply).toBe('model-unavailable: The model answered with nothing.')
  })
})

describe('the limit of steps', () => {
  it('ends it before calls that no answer could follow', async () => {
    const runs = begin(new Array<string>(9).fill(callsTools(get('/again'))), { config: { maxSteps: 3 } })
    expect((await runs.say('hello')).reply).toMatch(/^over-limit: the agent had no answer after 3 steps/)
    expect(runs.requests).toHaveLength(3)
    expect(runs.acts).toHaveLength(2)
  })
})

describe('a call that a person is asked about', () => {
  const rules: PolicyRule[] = [{ name: 'Sends', effect: 'ask', when: 'action == "send"', people: ['boss@example.com'] }]
  const answers = [callsTools(get('/a'), send('/b')), callsTools(send('/c')), 'Done.']

  const decide = async (runs: ScriptedRuns, decision: 'approve' | 'deny') => {
    const [asked] = runs.stores.waits.approvals(5)
    runs.engine.decide({
      type: 'approval-decided',
      id: asked?.id ?? '',
      decision,
      person: 'boss@example.com',
      note: '',
    })
    await quiet(runs)
  }

  it('waits without the model hearing of it, and goes on where it was', async () => {
    const runs = begin(answers, { rules })
    expect((await runs.say('hello')).state).toBe('waiting')
    expect(runs.requests).toHaveLength(1)
    expect(runs.acts).toHaveLength(1)
    runs.restart()
    await decide(runs, 'approve')
    expect(runs.acts).toHaveLength(2)
    expect(runs.requests).toHaveLength(2)
    await decide(runs, 'approve')
    expect(lastReply(runs)).toMatch(/^Done\. .* \/ 3$/)
    expect(runs.acts).toHaveLength(3)
    expect(runs.requests).toHaveLength(3)
    expect(runs.asked()).toBe(3)
  })

  it('is told to the model when the person says no', async () => {
    const runs = begin(answers, { rules })
    await runs.say('hello')
    await decide(runs, 'deny')
    expect(runs.requests[1]?.messages.at(-1)?.content).toMatch(/approval-denied.*not approved by boss@example.com/)
    await decide(runs, 'deny')
    expect(lastReply(runs)).toMatch(/^Done/)
    expect(runs.acts).toHaveLength(1)
  })
})

describe('an agent whose process dies', () => {
  class Killed extends Error {}
  const answers = [callsTools(get('/a'), send('/b')), callsTools({ tool: 'http_get', args: '{' }, send('/c')), 'Done.']

  /** Lives through the death at this write, and says what is left. */
  async function dieAt(write: number, when: 'before' | 'after') {
    let writes = 0
    let isDead = false
    let isBorn = false
    const runs = begin(answers, {
      onWrite: (now) => {
        if (!isBorn) return
        if (isDead) throw new Killed()
        if (now === 'before') writes += 1
        if (writes === write && now === when) {
          isDead = true
          throw new Killed()
        }
      },
    })
    isBorn = true
    await runs.say('hello', { requestKey: 'one' }).catch((error: unknown) => {
      if (!isDead) throw error
    })
    await waitFor('the end', () => isDead || runs.engine.inHand === 0)
    const died = isDead
    isDead = false
    writes = Number.NEGATIVE_INFINITY
    if (died) runs.restart()
    await quiet(runs)
    await runs.say('hello', { requestKey: 'one' })
    await quiet(runs)
    return { died, reply: lastReply(runs), acts: runs.acts, asked: runs.asked(), models: runs.requests.length }
  }

  it('goes the same way to the end, asks the model for nothing twice but what it was just being asked, and acts once', async () => {
    const whole = await dieAt(Number.POSITIVE_INFINITY, 'before')
    expect(whole).toMatchObject({ died: false, models: 3, asked: 3, reply: expect.stringMatching(/^Done/) })
    let deaths = 0
    for (const when of ['before', 'after'] as const) {
      for (let write = 1; ; write += 1) {
        const left = await dieAt(write, when)
        if (!left.died) break
        deaths += 1
        expect(left, `${when} write ${write}`).toMatchObject({ reply: whole.reply })
        expect(left.acts.map(({ key: _key, ...act }) => act)).toEqual(whole.acts.map(({ key: _key, ...act }) => act))
        expect(left.models).toBeLessThanOrEqual(whole.models + 1)
      }
    }
    expect(deaths).toBeGreaterThan(20)
  })
})
