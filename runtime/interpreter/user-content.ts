import type { ChatMessage } from '../models/model-client'
import type { BlockContext, FileReference } from './block-runner'

/** A prompt, with the files of the message that started the run when the block is set to see them. */
export async function userContent(
  { scope, services }: BlockContext,
  prompt: string,
  seesFiles: boolean,
): Promise<ChatMessage['content']> {
  const files = (scope.input as { files?: readonly FileReference[] } | undefined)?.files ?? []
  if (!seesFiles || files.length === 0) return prompt
  return [{ type: 'text', text: prompt }, ...(await services.fileParts(files))]
}
