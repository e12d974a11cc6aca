import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createClient, createTestApi, openLink, type TestApi } from '../api/testing/test-api'
import { modelProviderContext, open, sealedValueSchema } from '../vault/envelope'

const workspace = 'acme'
let api: TestApi
let owner: ApiClient
let workspaceId: string

beforeAll(async () => {
  api = await createTestApi()
  const created = await api.createWorkspace(workspace)
  owner = created.client
  workspaceId = created.workspaceId
})
afterAll(() => api.close())

const add = (email: string, role: 'owner' | 'builder' | 'operator' = 'builder', client = owner, where = workspace) =>
  client.workspace.addMember.mutate({ workspace: where, email, name: email, role })

describe('members', () => {
  it('come in by the link that their owner hands them', async () => {
    const { signInLink } = await add('bea@acme.test')
    const bea = createClient(api.handle, await openLink(api.handle, signInLink ?? ''))
    expect((await bea.account.me.query()).memberships).toMatchObject([{ role: 'builder', workspace: { slug: 'acme' } }])
    expect((await owner.workspace.listMembers.query({ workspace })).map((member) => member.email)).toEqual([
      'owner@acme.test',
      'bea@acme.test',
    ])
  })

  it('who have signed in before get no link: it would let their inviter in as them', async () => {
    const { client: globex } = await api.createWorkspace('globex')
    expect(await add('owner@acme.test', 'builder', globex, 'globex')).toMatchObject({ signInLink: null })
  })

  it('whose first link is still out elsewhere are not added here, lest that link opens this workspace too', async () => {
    const { client: initech } = await api.createWorkspace('initech')
    await add('new@person.test', 'builder', initech, 'initech')
    await expect(add('new@person.test')).rejects.toMatchObject({ data: { code: 'conflict' } })
    expect((await owner.workspace.listMembers.query({ workspace })).map((member) => member.email)).not.toContain(
      'new@person.test',
    )
  })

  it('who lost their unused link get a new one, and a second time is no second membership', async () => {
    const first = await add('lost@acme.test')
    const second = await add('LOST@acme.test ', 'operator')
    expect(second.membershipId).toBe(first.membershipId)
    expect(second.signInLink).toContain('/api/auth/magic-link/verify')
    const members = await owner.workspace.listMembers.query({ workspace })
    expect(members.filter((member) => member.email === 'lost@acme.test')).toMatchObject([{ role: 'operator' }])
  })

  it('who are removed see nothing more, with the session that they have', async () => {
    const { membershipId } = await add('gone@acme.test')
    const { client } = await api.signIn('gone@acme.test')
    await client.workspace.get.query({ workspace })
    await owner.workspace.removeMember.mutate({ workspace, membershipId })
    await expect(client.workspace.get.query({ workspace })).rejects.toMatchObject({ data: { code: 'not-found' } })
  })

  it('of another workspace cannot be removed from here', async () => {
    const { client: umbrella } = await api.createWorkspace('umbrella')
    const [theirs] = await umbrella.workspace.listMembers.query({ workspace: 'umbrella' })
    const membershipId = theirs?.membershipId ?? ''
    await expect(owner.workspace.removeMember.mutate({ workspace, membershipId })).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
    expect(await umbrella.workspace.listMembers.query({ workspace: 'umbrella' })).toHaveLength(1)
  })

  it('never leave a workspace without an owner', async () => {
    const [self] = (await owner.workspace.listMembers.query({ workspace })).filter((member) => member.role === 'owner')
    const membershipId = self?.membershipId ?? ''
    await expect(owner.workspace.removeMember.mutate({ workspace, membershipId })).rejects.toThrow(/last owner/)
    await expect(add('owner@acme.test', 'builder')).rejects.toThrow(/last owner/)
  })

  it('a customer needs a tenant, and nobody else has one', async () => {
    const attempt = owner.workspace.addMember.mutate({ workspace, email: 'c@acme.test', name: 'C', role: 'customer' })
    await expect(attempt).rejects.toMatchObject({ data: { details: { problems: [{ path: 'tenant' }] } } })
  })
})

describe('the model provider', () => {
  const provider = { baseUrl: 'https://models.example/v1/', defaultModel: 'small', key: 'sk-very-secret' }

  it('is the demo model until one is configured', async () => {
    expect(await owner.workspace.getModelProvider.query({ workspace })).toEqual({ configured: false, demo: true })
  })

  it('keeps its key sealed: nothing but the broker’s key opens it, and no answer holds it', async () => {
    await owner.workspace.setModelProvider.mutate({ workspace, ...provider })
    await owner.workspace.setModelProvider.mutate({ workspace, ...provider, defaultModel: 'large' })
    const view = await owner.workspace.getModelProvider.query({ workspace })
    expect(view).toMatchObject({ configured: true, baseUrl: 'https://models.example/v1', defaultModel: 'large' })
    expect(JSON.stringify(view)).not.toContain('sk-')

    const admin = new Client({ connectionString: api.database.adminUrl })
    await admin.connect()
    const { rows } = await admin.query('SELECT sealed_key FROM model_provider WHERE workspace_id = $1', [workspaceId])
    await admin.end()
    expect(JSON.stringify(rows)).not.toContain(provider.key)
    const sealed = sealedValueSchema.parse(rows[0].sealed_key)
    expect(await open(api.keyProvider, sealed, modelProviderContext(workspaceId))).toBe(provider.key)
    await expect(open(api.keyProvider, sealed, modelProviderContext('another'))).rejects.toMatchObject({
      code: 'data-corrupt',
    })
  })

  it('has other models and prices when they are named, and none when they are not', async () => {
    const more = { embeddingModel: 'emb', transcriptionModel: 'ears', price: { input: 0.15, output: 2 } }
    await owner.workspace.setModelProvider.mutate({ workspace, ...provider, ...more })
    expect(await owner.workspace.getModelProvider.query({ workspace })).toMatchObject(more)
    await owner.workspace.setModelProvider.mutate({ workspace, ...provider })
    const none = { embeddingModel: null, transcriptionModel: null, price: null }
    expect(await owner.workspace.getModelProvider.query({ workspace })).toMatchObject(none)
    const wrong = owner.workspace.setModelProvider.mutate({ workspace, ...provider, price: { input: -1, output: 0 } })
    await expect(wrong).rejects.toMatchObject({ data: { code: 'bad-input' } })
  })

  it('can be cleared', async () => {
    await owner.workspace.clearModelProvider.mutate({ workspace })
    expect(await owner.workspace.getModelProvider.query({ workspace })).toEqual({ configured: false, demo: true })
  })

  it.each(['ftp://models.test', 'models.test', 'https://user:password@models.test'])(
    'does not take %s',
    async (baseUrl) => {
      const attempt = owner.workspace.setModelProvider.mutate({ workspace, ...provider, baseUrl })
      await expect(attempt).rejects.toMatchObject({
        data: { code: 'bad-input', details: { problems: [{ path: 'baseUrl' }] } },
      })
    },
  )
})

it('says which engine runs its tenants, and how much there is', async () => {
  expect(await owner.workspace.get.query({ workspace })).toMatchObject({
    slug: 'acme',
    role: 'owner',
    engine: 'docker',
    sealed: true,
    counts: { blueprints: 0, tenants: 0 },
  })
})
