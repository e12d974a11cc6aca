/** Provided by build.mjs. */
declare module 'bulkhead:build' {
  /** The chat page's style and bundled script as text. */
  export const pageSource: import('./chat-page/render-page').PageSource
  export const runtimeVersion: string
}
