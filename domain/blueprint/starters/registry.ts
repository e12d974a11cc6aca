import { leadQualifier } from './lead-qualifier'
import type { Starter } from './starter'
import { supportDesk } from './support-desk'
import { webhookDigest } from './webhook-digest'

/** In the order in which they are offered. */
export const starters: readonly Starter[] = [supportDesk, leadQualifier, webhookDigest]
