import type { Egress } from '@/server/egress/egress'

/** A tenant's authorisation, opened: for one call, kept nowhere. */
export type SkillConnection = {
  fields: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
}

export type SkillWay = {
  connection: SkillConnection
  egress: Egress
  /** Ends when the call's time is over. */
  signal: AbortSignal
  answerBytes: number
}

export type SkillCall = SkillWay & {
  action: string
  /** Checked against the action's inputs. */
  args: Readonly<Record<string, unknown>>
  /** Names the act towards the outside: the same for every try of it. 32 hex characters. */
  actId: string
}

/** How a skill of the catalog is done. Throws `upstream-failed` when the other side would not. */
export type SkillRunner = {
  run(call: SkillCall): Promise<unknown>
  /** Looks whether the connection holds, without changing anything outside. Answers with a sentence. */
  test(way: SkillWay): Promise<string>
}
