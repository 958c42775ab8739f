// AssemblyScript, compiled to WebAssembly SIMD by scripts/build-kernel.mjs.
//
// One step of Adam on a stretch of float32 weights, 4 at a time, as in adam.ts. Negligible values of the gradient and
// of the moments are flushed to 0 before they become denormal, which some processors compute a hundred times slower.

const BYTES: usize = 16

// @ts-expect-error: decorator
@inline
function flush(x: v128, least: v128): v128 {
  return v128.and(x, f32x4.ge(f32x4.abs(x), least))
}

/** Σ g² of `n` values (a multiple of 4), accumulated in double precision. */
export function sumOfSquares(gradient: usize, n: i32): f64 {
  let even = f64x2.splat(0)
  let odd = f64x2.splat(0)
  const end = gradient + (<usize>n << 2)
  for (let p = gradient; p < end; p += BYTES) {
    const g = v128.load(p)
    const low = f64x2.promote_low_f32x4(g)
    const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(g, g, 1, 0))
    even = f64x2.add(even, f64x2.mul(low, low))
    odd = f64x2.add(odd, f64x2.mul(high, high))
  }
  const sum = f64x2.add(even, odd)
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/**
 * Updates weights, first and second moments of `n` weights (a multiple of 4) in place.
 * @param rate learning rate including bias correction of both moments
 * @param negligible smaller moments are set to 0
 * @param scale of the gradient
 */
export function step(
  weights: usize, gradient: usize, first: usize, second: usize, n: i32,
  rate: f32, scale: f32, beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, negligible: f32,
): void {
  const rates = f32x4.splat(rate)
  const scales = f32x4.splat(scale)
  const b1 = f32x4.splat(beta1)
  const r1 = f32x4.splat(rest1)
  const b2 = f32x4.splat(beta2)
  const r2 = f32x4.splat(rest2)
  const eps = f32x4.splat(epsilon)
  const least = f32x4.splat(negligible)
  // Below this, even the square of a gradient is negligible.
  const leastSquared = f32x4.splat(1e-17)
  const end: usize = <usize>n << 2
  for (let i: usize = 0; i < end; i += BYTES) {
    const g = flush(f32x4.mul(v128.load(gradient + i), scales), least)
    const s = flush(g, leastSquared)
    const m = flush(f32x4.add(f32x4.mul(b1, v128.load(first + i)), f32x4.mul(r1, g)), least)
    const v = flush(f32x4.add(f32x4.mul(b2, v128.load(second + i)), f32x4.mul(f32x4.mul(r2, s), s)), least)
    v128.store(first + i, m)
    v128.store(second + i, v)
    const change = f32x4.mul(rates, f32x4.div(m, f32x4.add(f32x4.sqrt(v), eps)))
    v128.store(weights + i, f32x4.sub(v128.load(weights + i), change))
  }
}
