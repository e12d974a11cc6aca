/** Who reads the page: whoever builds agents, or the customer whose agent it is. */
export type Audience = 'team' | 'customer'

type AudienceWords = {
  description: string
  noKey: string
  /** Shown while nothing of the agent looks into documents. */
  notSearched: string
  empty: string
  /** Beside the choice of one of several. */
  collections: string
}

export const audienceWords: Record<Audience, AudienceWords> = {
  team: {
    description:
      'What this tenant’s agent looks things up in. Files go from your browser straight into the tenant’s environment; no other copy is kept. The model that indexes them reads their text.',
    noKey:
      'The tenant’s runtime has not said yet how its documents are reached. It does so when it has started; one that runs on an older version of Bulkhead needs a restart.',
    notSearched:
      'No block of this tenant’s version searches documents. Add “Search documents” to the blueprint, publish it and roll it out; what is uploaded here is then found.',
    collections: 'Each “Search documents” block looks into one of them.',
    empty:
      'Upload text, Markdown or PDF files, such as terms, manuals or price lists. The block “Search documents” finds the passages that fit a question.',
  },
  customer: {
    description:
      'What your agent looks things up in. Files go from your browser straight into your agent’s own environment; no other copy is kept. The model that indexes them reads their text.',
    noKey: 'Your agent is not ready for documents yet. They appear here by themselves once it has started.',
    notSearched: 'Your agent does not look anything up in documents at present.',
    collections: 'Your agent looks into one or another, depending on the question.',
    empty:
      'Upload text, Markdown or PDF files, such as terms, manuals or price lists. Your agent then finds the passages that fit a question.',
  },
}
