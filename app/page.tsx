import { redirect } from 'next/navigation'
import { landingPath } from '@/components/portal/landing'
import { requireMe } from './signed-in'

export default async function HomePage() {
  redirect(landingPath((await requireMe()).memberships))
}
