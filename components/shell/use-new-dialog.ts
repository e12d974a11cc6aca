'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'

/** A "new …" dialog that an address can open (`?new`), as the command menu does; closing it tidies the address. */
export function useNewDialog() {
  const router = useRouter()
  const pathname = usePathname()
  const asked = useSearchParams().has('new')
  const [pressed, setPressed] = useState(false)
  const setOpen = (open: boolean) => {
    setPressed(open)
    if (!open && asked) router.replace(pathname)
  }
  return { open: pressed || asked, setOpen }
}
