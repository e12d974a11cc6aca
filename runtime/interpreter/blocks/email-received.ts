import { emailEvent, emailReceived } from '@/domain/blueprint/block-kinds/email-received'
import { defineRunner } from '../define-runner'
import { eventFilter } from '../event-filter'
import { passInput } from '../pass-input'

const contains = (value: unknown, part: string) =>
  String(value ?? '')
    .toLowerCase()
    .includes(part.trim().toLowerCase())

export const emailReceivedRunner = defineRunner(emailReceived, ({ from, subject, filter }) => {
  const passes = eventFilter(filter)
  return {
    fires(event, scope) {
      if (event.kind !== 'event' || event.event !== emailEvent) return null
      const mail = (typeof event.payload === 'object' && event.payload !== null ? event.payload : {}) as Record<
        string,
        unknown
      >
      if (!contains(mail.from, from) || !contains(mail.subject, subject)) return null
      const [sender, to, title, text] = [mail.from, mail.to, mail.subject, mail.text].map((value) => value ?? '')
      const input = { ...mail, from: sender, to, subject: title, text }
      return passes(input, scope) ? input : null
    },
    run: passInput,
  }
})
