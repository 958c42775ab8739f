const compiled = new Map<string, WebAssembly.Module | null>()

/**
 * A kernel that scripts/build-kernel.mjs made, compiled once.
 * @param wasmBase64 the bytes, as its generated file has them
 * @returns null where this engine has no WebAssembly SIMD
 */
export function compileKernel(wasmBase64: string): WebAssembly.Module | null {
  let module = compiled.get(wasmBase64)
  if (module === undefined) {
    const bytes = Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0))
    module = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
    compiled.set(wasmBase64, module)
  }
  return module
}
