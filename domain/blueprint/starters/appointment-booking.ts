import { appointmentBookingCases } from './appointment-booking.cases'
import { drawStarter } from './starter'
import { companySlot, textSlot } from './starter-slots'

const greetingName = '{{ booking.data.name != null ? ", " + booking.data.name : "" }}'

export const appointmentBooking = drawStarter({
  id: 'appointment-booking',
  name: 'Appointment booking',
  summary: 'Takes a wish for an appointment, waits until your calendar confirms it, and reminds the guest on the day.',
  category: 'Customer service',
  icon: 'calendar',
  cases: appointmentBookingCases,
  blocks: {
    chat_message: {
      kind: 'chat-message',
      label: 'Guest writes',
      config: {
        greeting: 'When would you like to come, and which e-mail address may we use?',
        suggestions: ['I am Lena. I would like to come on 2027-03-12 at 10:00. My e-mail is lena@example.com.'],
      },
      at: [1, 0],
    },
    booking: {
      kind: 'extract',
      label: 'Read the wish',
      config: {
        model: 'default',
        instructions: 'Read the wish for an appointment at {{ slots.company }}. Leave out what is not said.',
        prompt: '{{ input.content }}',
        fields: [
          { name: 'name', type: 'text', description: 'Name of the guest', required: false },
          { name: 'email', type: 'email', description: 'E-mail address', required: false },
          { name: 'date', type: 'date', description: 'Day of the appointment', required: false },
        ],
      },
      at: [1, 1],
    },
    complete: {
      kind: 'branch',
      label: 'Is all said?',
      config: { conditions: [{ name: 'Yes', when: 'booking.data.email != null && booking.data.date != null' }] },
      at: [1, 2],
    },
    asked: {
      kind: 'reply',
      label: 'Say that it is asked for',
      config: {
        text: `Thank you${greetingName}! We are asking for {{ booking.data.date }} and write here as soon as it is confirmed.`,
      },
      at: [0.5, 3],
    },
    ask_more: {
      kind: 'reply',
      label: 'Ask for the rest',
      config: { text: `Thank you${greetingName}! Which day suits you, and which e-mail address may we write to?` },
      at: [2, 3],
    },
    call_calendar: {
      kind: 'call-webhook',
      label: 'Ask the calendar',
      config: {
        url: 'https://example.com/calendar',
        event: 'booking.requested',
        body: '{{ booking.data }}',
        headers: [],
      },
      at: [0.5, 4],
    },
    answer: {
      kind: 'wait',
      label: 'Wait for the calendar',
      config: {
        for: 'event',
        amount: 2,
        unit: 'days',
        until: '',
        condition: '',
        event: 'booking.confirmed',
        match: 'event.payload.email == booking.data.email',
      },
      at: [0.5, 5],
    },
    confirmed: {
      kind: 'reply',
      label: 'Confirm',
      config: {
        text: 'Your appointment on {{ booking.data.date }} is confirmed. You find us here: {{ slots.address }}',
      },
      at: [0, 6],
    },
    late: {
      kind: 'reply',
      label: 'Nobody answered',
      config: { text: 'We could not confirm {{ booking.data.date }} yet. Please call us: {{ slots.phone }}' },
      at: [1.25, 6],
    },
    the_day: {
      kind: 'wait',
      label: 'Until the morning',
      config: {
        for: 'time',
        amount: 1,
        unit: 'hours',
        until: '{{ booking.data.date }}T07:00:00Z',
        condition: '',
        event: '',
        match: '',
      },
      at: [0, 7],
    },
    remind: {
      kind: 'send',
      label: 'Remind by e-mail',
      config: {
        skill: 'email',
        action: 'send',
        inputs: {
          to: '{{ booking.data.email }}',
          subject: 'Today at {{ slots.company }}',
          text: 'We look forward to seeing you today. You find us here: {{ slots.address }}',
        },
      },
      at: [0, 8],
    },
  },
  edges: [
    'chat_message > booking',
    'booking > complete',
    'complete.yes > asked',
    'complete.else > ask_more',
    'asked > call_calendar',
    'call_calendar > answer',
    'call_calendar.error > late',
    'answer > confirmed',
    'answer.timeout > late',
    'confirmed > the_day',
    'the_day > remind',
  ],
  slots: {
    company: companySlot,
    address: textSlot('Where guests find you', '1 Market Square'),
    phone: textSlot('Telephone', '+49 30 1234567'),
  },
})
