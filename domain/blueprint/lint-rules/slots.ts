import type { BlueprintDocument, Slot } from '../document'
import { celNames } from '../expressions'
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
  return messages
}

function problem(slot: string, message: string): Problem {
  return { code: 'bad-slot', severity: 'error', message, at: { slot } }
}
