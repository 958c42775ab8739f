// AssemblyScript, compiled to WebAssembly SIMD by scripts/build-kernel.mjs.
//
// FitzHugh–Nagumo by RK4 for blocks of 32 traces: 8 groups of 4 lanes of float32. Time is counted in half steps,
// τ = h/2, and u and w = γ(v+ζ) are scaled, U = s u and W = τ s w with s = √(γτ/3), so that factors of the formulas
// drop out:
//     U' = U (g − U²) + W        W' = A − c U − B W,      g = γτ,  c = τ²,  A = τ² s (θ0 + θ1 ζ),  B = τ θ1/γ
// The next stage of U is (U + W) + U (g − U²), a critical path shorter by one sum. The state is in memory and
// the groups are a loop: eight independent chains hide the latency of the arithmetic. Each trace has its own γ and h.

const GROUPS: usize = 8
const VECTOR: usize = 16
const BLOCK: usize = GROUPS * VECTOR

// a·b + c and c − a·b. In the build for engines with relaxed SIMD they are fused: one instruction, one rounding.
// @ts-expect-error: decorator
@inline
function plus(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c)
}

// @ts-expect-error: decorator
@inline
function minus(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_nmadd(a, b, c) : f32x4.sub(c, f32x4.mul(a, b))
}

// @ts-expect-error: decorator
@inline
function slow(x: v128, y: v128, a: v128, b: v128, c: v128): v128 {
  return minus(b, y, minus(c, x, a))
}

// x + 2 k
// @ts-expect-error: decorator
@inline
function twice(k: v128, x: v128, two: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? plus(two, k, x) : f32x4.add(f32x4.add(x, k), k)
}

// x and the increment of a step, in half steps: (k1 + 2 k2 + 2 k3 + k4)/3.
// @ts-expect-error: decorator
@inline
function stepped(x: v128, k1: v128, k2: v128, k3: v128, k4: v128, third: v128, two: v128): v128 {
  return plus(third, plus(two, f32x4.add(k2, k3), f32x4.add(k1, k4)), x)
}

// Layout of a block's working memory, from `base`: A, B, U, W, S, D, r, g, 1/s, c — each 8 vectors.
// @ts-expect-error: decorator
@inline
function stepGroup(p: usize, third: v128, two: v128): void {
  const c = v128.load(p, 9 * BLOCK)
  const g = v128.load(p, 7 * BLOCK)
  const a = v128.load(p)
  const b = v128.load(p, BLOCK)
  const u = v128.load(p, 2 * BLOCK)
  const w = v128.load(p, 3 * BLOCK)

  let f = minus(u, u, g)
  const k1 = plus(u, f, w)
  const l1 = slow(u, w, a, b, c)

  let x = plus(u, f, f32x4.add(u, w))
  let y = f32x4.add(w, l1)
  f = minus(x, x, g)
  const k2 = plus(x, f, y)
  const l2 = slow(x, y, a, b, c)

  x = plus(x, f, f32x4.add(u, y))
  y = f32x4.add(w, l2)
  const k3 = plus(x, minus(x, x, g), y)
  const l3 = slow(x, y, a, b, c)

  x = twice(k3, u, two)
  y = twice(l3, w, two)
  const k4 = plus(x, minus(x, x, g), y)
  const l4 = slow(x, y, a, b, c)

  v128.store(p, stepped(u, k1, k2, k3, k4, third, two), 2 * BLOCK)
  v128.store(p, stepped(w, l1, l2, l3, l4, third, two), 3 * BLOCK)
}

/**
 * Writes u of `blocks` blocks, each `points` × 32 values, time-major.
 * @param base working memory of the first block: A, B, U, W, g, 1/s and c filled in; 10·128 bytes per block
 */
export function traces(
  base: usize, blocks: i32, points: i32, substeps: i32, out: usize,
): void {
  const third = f32x4.splat(1.0 / 3.0)
  const two = f32x4.splat(2.0)
  for (let k = 0; k < blocks; k++) {
    const m = base + <usize>k * 10 * BLOCK
    for (let i = 0; i < points; i++) {
      for (let v: usize = 0; v < BLOCK; v += VECTOR)
        v128.store(out + v, f32x4.mul(v128.load(m + v, 8 * BLOCK), v128.load(m + v, 2 * BLOCK)))
      out += BLOCK
      for (let s = 0; s < substeps; s++)
        for (let v: usize = 0; v < BLOCK; v += VECTOR) stepGroup(m + v, third, two)
    }
  }
}

/** Writes Σ r², Σ (rᵢ−rᵢ₋₁)² and the last residual to the working memory; `observed` holds `points` float32. */
export function residualSums(
  base: usize, blocks: i32, points: i32, substeps: i32, observed: usize,
): void {
  const third = f32x4.splat(1.0 / 3.0)
  const two = f32x4.splat(2.0)
  for (let k = 0; k < blocks; k++) {
    const m = base + <usize>k * 10 * BLOCK
    for (let i = 0; i < points; i++) {
      const d = f32x4.splat(load<f32>(observed + (<usize>i << 2)))
      for (let v: usize = m; v < m + BLOCK; v += VECTOR) {
        const r = minus(v128.load(v, 8 * BLOCK), v128.load(v, 2 * BLOCK), d)
        const e = f32x4.sub(r, i == 0 ? r : v128.load(v, 6 * BLOCK))
        v128.store(v, plus(r, r, v128.load(v, 4 * BLOCK)), 4 * BLOCK)
        v128.store(v, plus(e, e, v128.load(v, 5 * BLOCK)), 5 * BLOCK)
        v128.store(v, r, 6 * BLOCK)
      }
      for (let s = 0; s < substeps; s++)
        for (let v: usize = 0; v < BLOCK; v += VECTOR) stepGroup(m + v, third, two)
    }
  }
}
