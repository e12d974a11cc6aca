import { handleAuthRequest } from '@/server/api/auth-handler'
import { getServices } from '@/server/api/server-context'

const handle = async (request: Request) => handleAuthRequest(await getServices(), request)

export { handle as GET, handle as POST }
