/** Requests to a runtime of a test, with JSON in and out. */
export function asking(url: () => string) {
  const read = async (response: Response) => {
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: type.includes('json') ? JSON.parse(text) : null,
    }
  }
  const send = async (method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) =>
    read(await fetch(url() + path, { method, headers, ...(body === undefined ? {} : { body }) }))
  return {
    send,
    get: (path: string) => send('GET', path),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
  }
}
