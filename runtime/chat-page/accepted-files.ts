import { type FileType, fileTypes } from '../files/detect-type'
import type { AcceptedFile } from './page-data'

/** The files that a chat trigger of this configuration lets in. */
export function acceptedFiles(config: Readonly<Record<string, unknown>> | undefined): AcceptedFile[] {
  const accept = (config?.accept ?? {}) as Partial<Record<'images' | 'audio' | 'pdf', boolean>>
  const letIn = (type: string) => {
    if (type.startsWith('image/')) return accept.images === true
    return type.startsWith('audio/') ? accept.audio === true : accept.pdf === true
  }
  const types = Object.keys(fileTypes) as FileType[]
  return types.filter(letIn).map((mediaType) => ({ mediaType, maxBytes: fileTypes[mediaType].maxBytes }))
}
