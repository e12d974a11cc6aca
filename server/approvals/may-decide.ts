import type { Member } from '../accounts/find-member'

/** Who is named decides; where nobody is named, anybody of the workspace's team does. A tenant's people only when named. */
export function mayDecide(member: Member, people: readonly string[]): boolean {
  return people.length === 0 ? member.role !== 'customer' : people.includes(emailOf(member))
}

/** As the addresses in a question are kept. */
export const emailOf = (member: Member) => member.person.email.trim().toLowerCase()
