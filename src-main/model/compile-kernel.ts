const compiled = new Map<string, WebAssembly.Module | null>()

/**
 * Compiles a kernel that scripts/build-kernel.mjs built.
 * @param wasmBase64 from its generated file
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
