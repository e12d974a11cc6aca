import { handleApiRequest } from '@/server/api/http-handler'
import { getServices } from '@/server/api/server-context'

const handle = async (request: Request) => handleApiRequest(await getServices(), request)

export { handle as GET, handle as POST }
