import type { BlueprintDocument, Slot } from '../document'
import { celNames } from '../expressions'
import { knownSlotProblem } from '../known-slots'
import type { Problem } from '../problem'
import { slotValueProblem } from '../slots'

/** Slots whose definition contradicts itself. */
export function slotProblems(document: BlueprintDocument): Problem[] {
  return Object.keys(document.slots)
    .sort()
    .flatMap((name) => {
      const slot = document.slots[name]
      return slot === undefined ? [] : slotMessages(name, slot).map((message) => problem(name, message))
    })
}

function slotMessages(name: string, slot: Slot): string[] {
  const messages: string[] = []
  const choices = slot.choices ?? []
  if (celNames.has(name))
    messages.push(`A slot cannot be called "${name}", because the word has another meaning in expressions.`)
  if (slot.type === 'choice' && choices.length === 0) messages.push(`"${slot.label}" needs at least one choice.`)
  if (slot.type !== 'choice' && choices.length > 0)
    messages.push(`"${slot.label}" is not a choice: remove its choices.`)
  if (new Set(choices).size < choices.length) messages.push(`"${slot.label}" lists a choice twice.`)
  if (slot.default !== undefined && slot.default !== '') {
    const wrong = slotValueProblem(slot, slot.default)
    if (wrong !== null && (slot.type !== 'choice' || choices.length > 0))
      messages.push(`The default does not fit. ${wrong}`)
  }
  if (slot.type === 'number' && !slot.required && slot.default === undefined) {
    messages.push(`"${slot.label}" is an optional number: give it a default, because a number cannot be empty.`)
  }
  return [...messages, ...limitMessages(slot), ...[knownSlotProblem(name, slot)].filter((message) => message !== null)]
}

function limitMessages({ type, label, ...slot }: Slot): string[] {
  const messages: string[] = []
  const isText = type === 'text' || type === 'prompt'
  if (!isText && (slot.minChars !== undefined || slot.maxChars !== undefined)) {
    messages.push(`"${label}" is not a text: remove its limits of length.`)
  }
  if (type !== 'number' && (slot.min !== undefined || slot.max !== undefined)) {
    messages.push(`"${label}" is not a number: remove its bounds.`)
  }
  if ((slot.minChars ?? 0) > (slot.maxChars ?? Number.POSITIVE_INFINITY)) {
    messages.push(`"${label}" needs more characters than it may hold.`)
  }
  if ((slot.min ?? Number.NEGATIVE_INFINITY) > (slot.max ?? Number.POSITIVE_INFINITY)) {
    messages.push(`The lower bound of "${label}" is above its upper bound.`)
  }
  if (type === 'secret' && slot.default !== undefined) {
    messages.push(`"${label}" is a secret and cannot have a default, which everybody who sees the drawing could read.`)
  }
  return messages
}

function problem(slot: string, message: string): Problem {
  return { code: 'bad-slot', severity: 'error', message, at: { slot } }
}
