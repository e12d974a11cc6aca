import type { TestCase } from '../test-case'

const wish = 'I am Lena. I would like to come on 2027-03-12 at 10:00. My e-mail is lena@example.com.'

export const appointmentBookingCases: readonly TestCase[] = [
  {
    name: 'A whole wish is passed on, and waits for the calendar',
    steps: [{ say: wish }],
    expectations: [
      { contains: 'Lena' },
      { contains: '2027-03-12' },
      { calls: { skill: 'webhook', action: 'post', times: 1 } },
      { waits: 'answer' },
    ],
  },
  {
    name: 'When the calendar confirms, the guest hears it, and is reminded on the day',
    steps: [{ say: wish }, { event: 'booking.confirmed', payload: { email: 'lena@example.com' } }],
    expectations: [{ contains: 'is confirmed' }, { contains: '1 Market Square' }, { waits: 'the_day' }],
  },
  {
    name: 'The confirmation of somebody else does not count',
    steps: [{ say: wish }, { event: 'booking.confirmed', payload: { email: 'bob@example.com' } }],
    expectations: [{ waits: 'answer' }],
  },
  {
    name: 'When nobody confirms in two days, the guest gets the telephone number',
    steps: [{ say: wish }, { passHours: 49 }],
    expectations: [{ takes: { block: 'answer', port: 'timeout' } }, { contains: '+49 30 1234567' }],
  },
  {
    name: 'A wish without a day is asked about',
    steps: [{ say: 'I would like an appointment, please.' }],
    expectations: [{ takes: { block: 'complete', port: 'else' } }, { contains: 'Which day' }, { callsNoSkill: true }],
  },
]
