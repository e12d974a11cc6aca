/** What the page's script is told by the page itself. */
export type PageData = {
  tenant: string
  version: number
  /** False when the agent only listens for webhooks. */
  chats: boolean
  suggestions: readonly string[]
}
