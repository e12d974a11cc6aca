import { getServices } from '@/server/api/server-context'

const handle = async (request: Request) => (await getServices()).auth.handler(request)

export { handle as GET, handle as POST }
