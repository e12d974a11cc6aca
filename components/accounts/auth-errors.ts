type AuthError = { status?: number; code?: string | undefined; message?: string | undefined }

/** better-auth's answers in our words: what is wrong, and what to do. */
export function signInErrorSentence(error: AuthError): string {
  if (error.status === 429) return 'Too many attempts. Wait a minute, then try again.'
  if (error.code === 'INVALID_EMAIL_OR_PASSWORD' || error.status === 401) {
    return 'This e-mail address and password do not belong together. Check both, or ask the owner of your workspace for a sign-in link.'
  }
  if (error.code === 'INVALID_EMAIL') return 'This is not an e-mail address.'
  if (error.status === undefined || error.status === 0)
    return 'The server cannot be reached. Check your connection, then try again.'
  return 'Signing in failed on our side. Try again; if it keeps failing, tell whoever runs this installation.'
}

/** The reasons with which a one-time link sends people back to the sign-in page. */
export function signInLinkErrorSentence(code: string | undefined): string | undefined {
  if (!code) return undefined
  if (/expired/i.test(code)) return 'This sign-in link is too old: links work for 15 minutes. Ask for a new one.'
  if (/invalid|attempts/i.test(code))
    return 'This sign-in link was used already, or is not complete. Each link works once. Ask for a new one.'
  return 'This sign-in link does not work. Ask for a new one.'
}
