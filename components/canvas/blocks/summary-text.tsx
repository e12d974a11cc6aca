/** Values in a template are shown as small chips, so that the sentence around them can be read. */
export function SummaryText({ text }: { text: string }) {
  return text.split(/\{\{\s*(.*?)\s*\}\}/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity but their place
      <span key={index} className="rounded bg-surface-sunken px-1 font-mono text-[0.6875rem] text-text/80">
        {part}
      </span>
    ),
  )
}
