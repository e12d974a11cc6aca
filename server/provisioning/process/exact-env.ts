/** These variables and no others. (Next's types insist that every environment holds NODE_ENV; ours need not.) */
export function exactEnv(variables: Record<string, string> = {}): NodeJS.ProcessEnv {
  return variables as NodeJS.ProcessEnv
}
