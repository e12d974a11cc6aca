import { chatMessage } from '@/domain/blueprint/block-kinds/chat-message'
import { BulkheadError } from '@/domain/errors'
import type { FileReference } from '../block-runner'
import { defineRunner } from '../define-runner'

/** Which setting lets a file in, by its media type. */
function accepted(accept: { images: boolean; audio: boolean; pdf: boolean } | undefined, { mediaType }: FileReference) {
  if (mediaType.startsWith('image/')) return accept?.images === true
  if (mediaType.startsWith('audio/')) return accept?.audio === true
  return mediaType === 'application/pdf' && accept?.pdf === true
}

export const chatMessageRunner = defineRunner(chatMessage, ({ accept, transcribe }) => ({
  fires(event) {
    if (event.kind !== 'chat-message') return null
    const refused = event.files.find((file) => !accepted(accept, file))
    if (refused === undefined) return { content: event.content, files: event.files }
    throw new BulkheadError(
      'bad-input',
      `This agent does not take files such as "${refused.name}" (${refused.mediaType}).`,
    )
  },
  async run(context) {
    const input = context.scope.input as { content: string; files: readonly FileReference[] }
    const notes = transcribe === true ? input.files.filter(({ mediaType }) => mediaType.startsWith('audio/')) : []
    const words: string[] = []
    for (const note of notes) {
      words.push(await context.memo(`words:${note.id}`, () => context.services.transcribe(note, context.signal)))
    }
    const content = [input.content, ...words].filter((text) => text.trim() !== '').join('\n\n')
    return { port: 'out', output: { ...input, content } }
  },
}))
