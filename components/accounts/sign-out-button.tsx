'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { signOut } from './auth-client'

export function SignOutButton() {
  const [leaving, setLeaving] = useState(false)
  const leave = async () => {
    setLeaving(true)
    await signOut().catch(() => setLeaving(false))
  }
  return (
    <Button onClick={leave} pending={leaving}>
      <LogOut aria-hidden />
      Sign out
    </Button>
  )
}
