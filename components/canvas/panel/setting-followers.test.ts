import { describe, expect, it } from 'vitest'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import { changeSetting } from './setting-followers'

const { decide, send, 'chat-message': chat } = blockKinds

describe('settings that follow another', () => {
  it('renaming the branch that is the fallback renames the fallback', () => {
    const renamed = changeSetting(decide.fields, decide.defaults(), ['branches', 1, 'name'], 'Rest')
    expect(renamed).toMatchObject({ branches: [{ name: 'Question' }, { name: 'Rest' }], fallback: 'Rest' })
  })

  it('renaming another branch, or its description, leaves the fallback', () => {
    const renamed = changeSetting(decide.fields, decide.defaults(), ['branches', 0, 'name'], 'Ask')
    expect(renamed.fallback).toBe('Other')
    const described = changeSetting(decide.fields, decide.defaults(), ['branches', 1, 'description'], 'x')
    expect(described.fallback).toBe('Other')
  })

  it('another skill brings its first action, and inputs that it does not have go', () => {
    const changed = changeSetting(send.fields, send.defaults(), ['skill'], 'slack')
    expect(changed).toEqual({ skill: 'slack', action: 'post_message', inputs: { text: '{{ input.content }}' } })
    expect(send.config.safeParse(changed).success).toBe(true)
  })

  it('the first switch of a set turns the others off, so that the set is whole', () => {
    const changed = changeSetting(chat.fields, chat.defaults(), ['accept', 'pdf'], true)
    expect(changed.accept).toEqual({ images: false, audio: false, pdf: true })
    expect(chat.config.safeParse(changed).success).toBe(true)
    const again = changeSetting(chat.fields, changed, ['accept', 'audio'], true)
    expect(again.accept).toEqual({ images: false, audio: true, pdf: true })
  })
})
