import { appointmentBooking } from './appointment-booking'
import { invoiceChaser } from './invoice-chaser'
import { itHelp } from './it-help'
import { leadQualifier } from './lead-qualifier'
import { onboardingGuide } from './onboarding-guide'
import { orderStatus } from './order-status'
import { refundDesk } from './refund-desk'
import { researchDigest } from './research-digest'
import type { Starter } from './starter'
import { supportDesk } from './support-desk'
import { webhookDigest } from './webhook-digest'

/** In the order in which they are offered. */
export const starters: readonly Starter[] = [
  supportDesk,
  leadQualifier,
  orderStatus,
  refundDesk,
  appointmentBooking,
  invoiceChaser,
  itHelp,
  onboardingGuide,
  researchDigest,
  webhookDigest,
]
