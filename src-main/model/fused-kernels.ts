import { compileKernel } from './compile-kernel.ts'

/** Which build of a kernel simulates: `fused` rounds once in each multiplication and addition, `plain` twice. */
export type KernelBuild = 'fused' | 'plain'

/**
 * (x, y, z: f32) → x·y + z by f32x4.relaxed_madd of WebAssembly's relaxed SIMD. By the standard an engine may round once
 * or twice, as its processor does.
 */
const probeBase64 = 'AGFzbQEAAAABCAFgA319fQF9AwIBAAcFAQFmAAAKFgEUACAA/RMgAf0TIAL9E/2FAv0fAAs='

let found: KernelBuild | undefined

/**
 * The build of the kernels for this engine and processor: fused where the engine has relaxed SIMD and the processor
 * fuses, which is half as fast again; else plain. Both are deterministic: the same build gives the same numbers on every
 * machine, and the two differ within the error of the solver. The environment variable NAGUMO_KERNEL=plain chooses the
 * plain one, which runs everywhere.
 */
export function kernelBuild(asked = globalThis.process?.env?.NAGUMO_KERNEL): KernelBuild {
  if (asked === 'plain') return 'plain'
  found ??= fuses() ? 'fused' : 'plain'
  return found
}

/** Of (1 + ε)² − (1 + 2ε), with ε = 2⁻¹², two roundings leave 0, one leaves ε². */
function fuses(): boolean {
  const module = compileKernel(probeBase64)
  if (!module) return false
  const { f } = new WebAssembly.Instance(module).exports as { f(x: number, y: number, z: number): number }
  const epsilon = 2 ** -12
  return f(1 + epsilon, 1 + epsilon, -(1 + 2 * epsilon)) === epsilon ** 2
}
