import { everyTeamRole } from '@/server/accounts/roles'
import { setSlotValues } from '@/server/tenants/set-slot-values'
import { slotValuesSchema, tenantSlugInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const setSlotValuesProcedure = teamProcedure(everyTeamRole)
  .input(tenantSlugInput.extend({ slotValues: slotValuesSchema }))
  .mutation(async ({ ctx: { tx, member, services, announce }, input }) => {
    const { tenantId, rollout } = await setSlotValues(tx, {
      ...input,
      actor: member.person,
      wrappingKey: services.wrappingKey,
    })
    announce('runtime', tenantId)
    if (rollout === null) return { rollout: null }
    announce('rollout', rollout.id)
    return { rollout: { number: rollout.number } }
  })
