import { email } from './email'
import { http } from './http'
import type { Skill, SkillAction } from './skill'
import { slack } from './slack'

/** Every skill, in the order in which they are shown. */
export const skills: readonly Skill[] = [email, slack, http]

export function findSkill(name: string): Skill | undefined {
  return skills.find((skill) => skill.name === name)
}

export function findAction(skill: string, action: string): SkillAction | undefined {
  return findSkill(skill)?.actions.find((candidate) => candidate.name === action)
}
