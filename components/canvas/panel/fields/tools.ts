export type Tool = { skill: string; action: string }

/** The tools of a draft, however half-filled. */
export function readTools(value: unknown): Tool[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return []
    const [skill, action]: unknown[] = [Reflect.get(item, 'skill'), Reflect.get(item, 'action')]
    return typeof skill === 'string' && typeof action === 'string' ? [{ skill, action }] : []
  })
}

export function hasTool(tools: readonly Tool[], { skill, action }: Tool): boolean {
  return tools.some((tool) => tool.skill === skill && tool.action === action)
}

export function toggleTool(tools: readonly Tool[], tool: Tool): Tool[] {
  const others = tools.filter(({ skill, action }) => skill !== tool.skill || action !== tool.action)
  return hasTool(tools, tool) ? others : [...others, tool]
}
