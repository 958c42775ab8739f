// AssemblyScript, compiled to WebAssembly SIMD by scripts/build-kernel.mjs.
//
// FitzHugh–Nagumo by RK4 for blocks of 32 traces: 8 groups of 4 lanes of float32. With w = γ(v+ζ),
//     du/dt = u (γ − γ/3 u²) + w        dw/dt = a − u − b w,   a = θ0 + θ1 ζ,  b = θ1/γ
// so a step has no division. The state lives in memory and the groups are a loop: eight independent chains
// hide the latency of the arithmetic.

const GROUPS: usize = 8
const VECTOR: usize = 16
const BLOCK: usize = GROUPS * VECTOR

// Layout of a block's working memory, from `base`: a, b, u, w, S, D, r — each 8 vectors.
// @ts-expect-error: decorator
@inline
function stepGroup(p: usize, gamma: v128, third: v128, half: v128, h: v128, sixth: v128): void {
  const a = v128.load(p)
  const b = v128.load(p, BLOCK)
  const u = v128.load(p, 2 * BLOCK)
  const w = v128.load(p, 3 * BLOCK)
  const two = f32x4.splat(2)

  let ku = f32x4.add(f32x4.mul(u, f32x4.sub(gamma, f32x4.mul(third, f32x4.mul(u, u)))), w)
  let kw = f32x4.sub(f32x4.sub(a, u), f32x4.mul(b, w))
  let su = ku
  let sw = kw

  let x = f32x4.add(u, f32x4.mul(half, ku))
  let y = f32x4.add(w, f32x4.mul(half, kw))
  ku = f32x4.add(f32x4.mul(x, f32x4.sub(gamma, f32x4.mul(third, f32x4.mul(x, x)))), y)
  kw = f32x4.sub(f32x4.sub(a, x), f32x4.mul(b, y))
  su = f32x4.add(su, f32x4.mul(two, ku))
  sw = f32x4.add(sw, f32x4.mul(two, kw))

  x = f32x4.add(u, f32x4.mul(half, ku))
  y = f32x4.add(w, f32x4.mul(half, kw))
  ku = f32x4.add(f32x4.mul(x, f32x4.sub(gamma, f32x4.mul(third, f32x4.mul(x, x)))), y)
  kw = f32x4.sub(f32x4.sub(a, x), f32x4.mul(b, y))
  su = f32x4.add(su, f32x4.mul(two, ku))
  sw = f32x4.add(sw, f32x4.mul(two, kw))

  x = f32x4.add(u, f32x4.mul(h, ku))
  y = f32x4.add(w, f32x4.mul(h, kw))
  ku = f32x4.add(f32x4.mul(x, f32x4.sub(gamma, f32x4.mul(third, f32x4.mul(x, x)))), y)
  kw = f32x4.sub(f32x4.sub(a, x), f32x4.mul(b, y))

  v128.store(p, f32x4.add(u, f32x4.mul(sixth, f32x4.add(su, ku))), 2 * BLOCK)
  v128.store(p, f32x4.add(w, f32x4.mul(sixth, f32x4.add(sw, kw))), 3 * BLOCK)
}

/**
 * Writes u of `blocks` blocks, each `points` × 32 values, time-major.
 * @param base working memory of the first block: a, b, u, w filled in; 7·128 bytes a block
 */
export function traces(
  base: usize, blocks: i32, points: i32, substeps: i32, step: f32, gammaValue: f32, out: usize,
): void {
  const gamma = f32x4.splat(gammaValue)
  const third = f32x4.splat(gammaValue / 3)
  const half = f32x4.splat(step / 2)
  const h = f32x4.splat(step)
  const sixth = f32x4.splat(step / 6)
  for (let k = 0; k < blocks; k++) {
    const m = base + <usize>k * 7 * BLOCK
    for (let i = 0; i < points; i++) {
      for (let g: usize = 0; g < BLOCK; g += VECTOR) v128.store(out + g, v128.load(m + g, 2 * BLOCK))
      out += BLOCK
      for (let s = 0; s < substeps; s++)
        for (let g: usize = 0; g < BLOCK; g += VECTOR) stepGroup(m + g, gamma, third, half, h, sixth)
    }
  }
}

/** Leaves Σ r², Σ (rᵢ−rᵢ₋₁)² and the last residual in the working memory; `observed` holds `points` float32. */
export function residualSums(
  base: usize, blocks: i32, points: i32, substeps: i32, step: f32, gammaValue: f32, observed: usize,
): void {
  const gamma = f32x4.splat(gammaValue)
  const third = f32x4.splat(gammaValue / 3)
  const half = f32x4.splat(step / 2)
  const h = f32x4.splat(step)
  const sixth = f32x4.splat(step / 6)
  for (let k = 0; k < blocks; k++) {
    const m = base + <usize>k * 7 * BLOCK
    for (let i = 0; i < points; i++) {
      const d = f32x4.splat(load<f32>(observed + (<usize>i << 2)))
      for (let g: usize = m; g < m + BLOCK; g += VECTOR) {
        const r = f32x4.sub(d, v128.load(g, 2 * BLOCK))
        const c = f32x4.sub(r, i == 0 ? r : v128.load(g, 6 * BLOCK))
        v128.store(g, f32x4.add(v128.load(g, 4 * BLOCK), f32x4.mul(r, r)), 4 * BLOCK)
        v128.store(g, f32x4.add(v128.load(g, 5 * BLOCK), f32x4.mul(c, c)), 5 * BLOCK)
        v128.store(g, r, 6 * BLOCK)
      }
      for (let s = 0; s < substeps; s++)
        for (let g: usize = 0; g < BLOCK; g += VECTOR) stepGroup(m + g, gamma, third, half, h, sixth)
    }
  }
}
