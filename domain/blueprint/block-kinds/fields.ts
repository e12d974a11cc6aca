import { z } from 'zod'
import { documentLimits } from '../document'

/** Fields that several kinds share, with messages for people. */
const text = z.string('must be text')

export const templateField = text.max(documentLimits.textChars, `may hold ${documentLimits.textChars} characters`)

export const requiredTemplateField = templateField.refine((value) => value.trim() !== '', 'is empty')

export const modelField = text
  .trim()
  .min(1, 'is empty: choose a model, or "default"')
  .max(120, 'may hold 120 characters')

export const lineField = text.max(500, 'may hold 500 characters')

export const nameField = text.trim().min(1, 'is empty').max(40, 'may hold 40 characters')

/** Stable across providers: 0 is the most predictable. */
export const temperatureField = z.number('must be a number').min(0, 'must be 0 or more').max(2, 'must be 2 or less')

export const maxOutputTokensField = z
  .int('must be a whole number')
  .min(1, 'must be 1 or more')
  .max(32_000, 'must be 32,000 or less')

/** CEL. */
export const expressionField = text
  .max(4_000, 'may hold 4,000 characters')
  .refine((value) => value.trim() !== '', 'is empty')

/** A field of an output, or the name of a value: what expressions can read after a dot. */
export const fieldNameField = text.regex(
  /^[a-z][a-z0-9_]{0,39}$/,
  'must start with a letter and hold only a-z, 0-9 and _ (at most 40)',
)

/** Names of memories and collections: part of the store's keys. */
export const namespaceField = text.regex(
  /^[a-z][a-z0-9_-]{0,39}$/,
  'must start with a letter and hold only a-z, 0-9, - and _ (at most 40)',
)

/** JSON as text; empty: none. */
export const jsonTextField = text.max(64_000, 'may hold 64,000 characters')
