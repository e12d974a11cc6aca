import { everyTeamRole } from '@/server/accounts/roles'
import { listBlueprints } from '@/server/blueprints/list-blueprints'
import { teamProcedure } from '../../procedures'

export const listBlueprintsProcedure = teamProcedure(everyTeamRole).query(({ ctx: { tx } }) => listBlueprints(tx))
