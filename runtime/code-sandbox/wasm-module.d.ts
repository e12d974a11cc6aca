/** The bytes of the interpreter; the build puts them into the program. */
declare module '@jitl/quickjs-wasmfile-release-sync/wasm' {
  const bytes: Uint8Array
  // biome-ignore lint/style/noDefaultExport: so esbuild hands out a file's bytes
  export default bytes
}
