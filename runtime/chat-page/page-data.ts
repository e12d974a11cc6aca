/** What the page's script is told by the page itself. */
export type PageData = {
  tenant: string
  version: number
  /** False when the agent only listens for webhooks. */
  chats: boolean
  suggestions: readonly string[]
  /** Which files a message may carry; empty: none. */
  accepts: readonly AcceptedFile[]
  filesInMessage: number
}

export type AcceptedFile = { mediaType: string; maxBytes: number }
