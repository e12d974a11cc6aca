import { BulkheadError } from '../../errors'
import { maxJsonDepth } from '../canonical'
import { exchangeLimits } from './exchange-limits'
import { isLangflowFlow } from './importers/langflow/flow'
import { importLangflow } from './importers/langflow/import-langflow'
import { importN8n } from './importers/n8n/import-n8n'
import { isN8nWorkflow } from './importers/n8n/workflow'
import { agentsLanguage, importOpenAiAgents } from './importers/openai-agents/import-openai-agents'
import type { Incoming } from './incoming'
import { isBlueprintFile, readBlueprintFile } from './read-blueprint-file'

/**
 * Reads what somebody chose, dropped or pasted: a blueprint file, or a drawing of another product. Throws `bad-input` or
 * `too-large` with what to do instead. Nothing in it is ever run.
 */
export function readImport(text: string): Incoming {
  if (text.trim() === '')
    throw new BulkheadError('bad-input', 'There is nothing in it: choose a file, or paste its text.')
  if (text.length > exchangeLimits.textChars) {
    const limit = exchangeLimits.textChars / 1_000_000
    throw new BulkheadError('too-large', `This is longer than ${limit} million characters, the most that is read.`)
  }
  const language = /^\s*[[{]/.test(text) ? null : agentsLanguage(text)
  return language === null ? readValue(readJson(text)) : importOpenAiAgents(text, language)
}

function readValue(value: unknown): Incoming {
  if (isBlueprintFile(value)) return readBlueprintFile(value)
  if (isN8nWorkflow(value)) return importN8n(value)
  if (isLangflowFlow(value)) return importLangflow(value)
  throw new BulkheadError('bad-input', unknownForm)
}

const unknownForm =
  'This is JSON, but no blueprint: a blueprint file has "format": "bulkhead-blueprint". A workflow of n8n has nodes and connections, a flow of Langflow has data with nodes and edges.'

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    refuseDeep(value)
    return value
  } catch (cause) {
    if (cause instanceof BulkheadError) throw cause
    const message = `This is not JSON. ${cause instanceof Error ? cause.message : ''} Choose the file as it was exported.`
    throw new BulkheadError('bad-input', message, { cause })
  }
}

/** Without recursion, because the depth is what is in doubt. */
function refuseDeep(value: unknown): void {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxJsonDepth) {
      throw new BulkheadError('bad-input', `This JSON is nested more than ${maxJsonDepth} levels deep.`)
    }
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
}
