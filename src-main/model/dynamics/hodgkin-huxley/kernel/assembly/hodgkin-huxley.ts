// AssemblyScript, compiled to WebAssembly SIMD by scripts/build-kernel.mjs.
//
// Spike cycles of the reduced Hodgkin–Huxley neuron by the scheme and step rule of trace-cycle.ts, four cells a group
// in lanes of float32, each with steps of its own. Potentials are u = V − VT. Equilibria and rates of the gates come
// from a table over u, linear within an entry. Steps are stored in a ring buffer, lanes side by side; a lane records
// where its cycle begins. `run` returns when a lane has finished, so that the caller can load the next cell.

// Vectors of a group's working memory.
const GNA: usize = 0
const GKD: usize = 16
const GL: usize = 32
const J: usize = 48
const ENA: usize = 64
const EK: usize = 80
const Q: usize = 96
const U: usize = 112
// Each gate: value, then equilibrium at the previous step.
const GATES: usize = 128
const STEP: usize = 224
const BEFORE: usize = 240
const SLOPE: usize = 256
// ms since the last upstroke.
const SINCE: usize = 272
// Integers: upstrokes so far, position in the ring buffer where the cycle begins.
const SPIKES: usize = 288
const START: usize = 304
// Masks: below the level that arms upstroke detection; lanes in use; result: fires, does not fire.
const ARMED: usize = 320
const ACTIVE: usize = 336
const FIRES: usize = 352
const SILENT: usize = 368
// Mask: the spike's peak has passed.
const PEAKED: usize = 384
const GROUP: usize = 400

// The lookup table: entries of 64 bytes over u, from the first: means and slopes of m∞, km, h∞, kh; n∞, kn.
const ENTRIES_PER_MV: f32 = 16
const FIRST: f32 = -160
const ENTRIES: f32 = 6144

// Adding it to a float32 rounds that to an integer, in its low bits.
const MAGIC: f32 = 12582912

// @ts-expect-error: decorator
@inline
function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b)
}

// @ts-expect-error: decorator
@inline
function sub(a: v128, b: v128): v128 {
  return f32x4.sub(a, b)
}

// @ts-expect-error: decorator
@inline
function mul(a: v128, b: v128): v128 {
  return f32x4.mul(a, b)
}

// @ts-expect-error: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x)
}

// 1 − exp(−x), x ≥ 0, to a relative 5e-7: 2^y − 1 = 2^i (1 + f r(f)) − 1 with y = −x log2 e = i + f, |f| ≤ 1/2.
// @ts-expect-error: decorator
@inline
function relaxed(x: v128): v128 {
  const y = f32x4.pmax(mul(x, splat(-1.44269504)), splat(-100))
  const t = add(y, splat(MAGIC))
  const f = sub(y, sub(t, splat(MAGIC)))
  const scale = i32x4.add(i32x4.shl(t, 23), i32x4.splat(0x3f800000))
  let r = add(mul(f, splat(R5)), splat(R4))
  r = add(mul(f, r), splat(R3))
  r = add(mul(f, r), splat(R2))
  r = add(mul(f, r), splat(R1))
  r = add(mul(f, r), splat(R0))
  return sub(sub(splat(1), scale), mul(mul(scale, f), r))
}
const R0: f32 = 0.6931471824
const R1: f32 = 0.2402265069
const R2: f32 = 0.0555041087
const R3: f32 = 0.0096181291
const R4: f32 = 0.0013333558
const R5: f32 = 0.0001540353

// Advances a gate from half a step before the potential's time to half a step after it.
// @ts-expect-error: decorator
@inline
function advance(
  p: usize, end: v128, rate: v128, perBefore: v128, half: v128, both: v128,
): v128 {
  const x = v128.load(p)
  const drift = mul(sub(end, v128.load(p, 16)), perBefore)
  const away = add(sub(x, end), mul(drift, add(half, f32x4.div(splat(1), rate))))
  const next = sub(add(x, mul(drift, both)), mul(away, relaxed(mul(rate, both))))
  v128.store(p, next)
  v128.store(p, end, 16)
  return next
}

// x^(−1/3) within 5 %: a third off the exponent and the upper 7 bits of the mantissa.
// @ts-expect-error: decorator
@inline
function inverseCubeRoot(x: v128): v128 {
  const third = v128.and(i16x8.q15mulr_sat_s(x, i16x8.splat(10923)), i32x4.splat(0xffff0000))
  return i32x4.sub(i32x4.splat(0x54a20000), third)
}

// @ts-expect-error: decorator
@inline
function stepGroup(p: usize, table: usize, ring: usize, cursor: i32, longest: v128): v128 {
  const u = v128.load(p, U)
  const q = v128.load(p, Q)
  const step = v128.load(p, STEP)
  const before = v128.load(p, BEFORE)

  // Table lookup: an entry for each lane, and the offset from its middle. NaN reads the first.
  const place = f32x4.pmin(
    f32x4.pmax(splat(0), mul(sub(u, splat(FIRST)), splat(ENTRIES_PER_MV))),
    splat(ENTRIES - 1),
  )
  const rounded = add(place, splat(MAGIC))
  const off = sub(place, sub(rounded, splat(MAGIC)))
  const entry = i32x4.shl(i32x4.sub(rounded, splat(MAGIC)), 6)
  const p0 = table + <usize>i32x4.extract_lane(entry, 0)
  const p1 = table + <usize>i32x4.extract_lane(entry, 1)
  const p2 = table + <usize>i32x4.extract_lane(entry, 2)
  const p3 = table + <usize>i32x4.extract_lane(entry, 3)
  const f0 = v128.shuffle<f32>(off, off, 0, 0, 0, 0)
  const f1 = v128.shuffle<f32>(off, off, 1, 1, 1, 1)
  const f2 = v128.shuffle<f32>(off, off, 2, 2, 2, 2)
  const f3 = v128.shuffle<f32>(off, off, 3, 3, 3, 3)
  const a0 = add(v128.load(p0), mul(v128.load(p0, 32), f0))
  const a1 = add(v128.load(p1), mul(v128.load(p1, 32), f1))
  const a2 = add(v128.load(p2), mul(v128.load(p2, 32), f2))
  const a3 = add(v128.load(p3), mul(v128.load(p3, 32), f3))
  const b0 = add(v128.load(p0, 16), mul(v128.load(p0, 48), f0))
  const b1 = add(v128.load(p1, 16), mul(v128.load(p1, 48), f1))
  const b2 = add(v128.load(p2, 16), mul(v128.load(p2, 48), f2))
  const b3 = add(v128.load(p3, 16), mul(v128.load(p3, 48), f3))
  const c0 = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5)
  const c1 = v128.shuffle<f32>(a2, a3, 0, 4, 1, 5)
  const c2 = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7)
  const c3 = v128.shuffle<f32>(a2, a3, 2, 6, 3, 7)
  const d0 = v128.shuffle<f32>(b0, b1, 0, 4, 1, 5)
  const d1 = v128.shuffle<f32>(b2, b3, 0, 4, 1, 5)
  const mEnd = v128.shuffle<f32>(c0, c1, 0, 1, 4, 5)
  const mRate = v128.shuffle<f32>(c0, c1, 2, 3, 6, 7)
  const hEnd = v128.shuffle<f32>(c2, c3, 0, 1, 4, 5)
  const hRate = v128.shuffle<f32>(c2, c3, 2, 3, 6, 7)
  const nEnd = v128.shuffle<f32>(d0, d1, 0, 1, 4, 5)
  const nRate = v128.shuffle<f32>(d0, d1, 2, 3, 6, 7)

  // BEFORE is tiny, not 0, at a cell's first step, where the equilibria do not differ.
  const perBefore = f32x4.div(splat(1), before)
  const half = mul(before, splat(0.5))
  const both = add(half, mul(step, splat(0.5)))
  const m = advance(p + GATES, mEnd, mul(q, mRate), perBefore, half, both)
  const h = advance(p + GATES + 32, hEnd, mul(q, hRate), perBefore, half, both)
  const n = advance(p + GATES + 64, nEnd, mul(q, nRate), perBefore, half, both)

  const gL = v128.load(p, GL)
  const sodium = mul(mul(v128.load(p, GNA), h), mul(m, mul(m, m)))
  const n2 = mul(n, n)
  const potassium = mul(v128.load(p, GKD), mul(n2, n2))
  const conductance = add(gL, add(sodium, potassium))
  const inward = add(
    sub(v128.load(p, J), mul(gL, u)),
    add(mul(sodium, sub(v128.load(p, ENA), u)), mul(potassium, sub(v128.load(p, EK), u))),
  )
  const change = mul(inward, f32x4.div(relaxed(mul(conductance, step)), conductance))
  const next = add(u, change)
  v128.store(p, next, U)
  v128.store(ring, step)
  v128.store(ring, next, 16)

  const slope = v128.load(p, SLOPE)
  const newSlope = f32x4.div(change, step)
  const zero = splat(0)
  const peak = v128.and(f32x4.gt(slope, zero), f32x4.le(newSlope, zero))
  const peaked = v128.load(p, PEAKED)
  const turns = v128.and(peaked, v128.and(f32x4.lt(slope, zero), f32x4.ge(newSlope, zero)))

  const armed = v128.load(p, ARMED)
  const crosses = v128.and(armed, f32x4.gt(next, splat(20)))
  const low = v128.or(f32x4.lt(next, splat(5)), v128.and(turns, f32x4.lt(next, splat(20))))
  v128.store(p, v128.andnot(v128.or(peaked, peak), crosses), PEAKED)
  v128.store(p, v128.or(v128.andnot(armed, crosses), low), ARMED)
  const spikes = i32x4.sub(v128.load(p, SPIKES), crosses)
  v128.store(p, spikes, SPIKES)
  const since = v128.andnot(add(v128.load(p, SINCE), step), crosses)
  v128.store(p, since, SINCE)
  const begins = v128.and(low, i32x4.eq(spikes, i32x4.splat(1)))
  v128.store(p, v128.bitselect(i32x4.splat(cursor), v128.load(p, START), begins), START)

  const active = v128.load(p, ACTIVE)
  const fires = v128.and(active, v128.and(peak, i32x4.gt_s(spikes, i32x4.splat(2))))
  const bend = f32x4.div(f32x4.abs(sub(newSlope, slope)), both)
  const speed = f32x4.abs(newSlope)
  const rests = f32x4.lt(f32x4.pmax(speed, bend), splat(1e-5))
  const lost = v128.not(f32x4.lt(f32x4.abs(next), splat(1e4)))
  const silent = v128.and(active, v128.or(v128.or(rests, lost), f32x4.gt(since, longest)))
  v128.store(p, fires, FIRES)
  v128.store(p, silent, SILENT)

  // The step rule of step-size.ts.
  const wanted = f32x4.pmin(
    f32x4.pmin(f32x4.div(splat(1), speed), mul(splat(0.045), inverseCubeRoot(mul(q, bend)))),
    splat(0.5),
  )
  const longer = f32x4.pmin(mul(step, splat(1.5)), f32x4.pmax(wanted, splat(0.004)))
  v128.store(p, newSlope, SLOPE)
  v128.store(p, step, BEFORE)
  v128.store(p, longer, STEP)
  return v128.or(fires, silent)
}

/**
 * Advances all lanes step by step until one has finished.
 * @param mask length of the ring buffer in steps, a power of two, less 1; a step takes 32 bytes per group
 * @param cursor steps so far
 * @returns steps so far
 */
export function run(
  base: usize, groups: i32, table: usize, ring: usize, mask: i32, cursor: i32, longest: f32,
): i32 {
  const limit = splat(longest)
  const end = base + <usize>groups * GROUP
  const width = <usize>groups << 5
  let through = false
  while (!through) {
    let at = ring + <usize>(cursor & mask) * width
    let any = i32x4.splat(0)
    for (let p = base; p < end; p += GROUP) {
      any = v128.or(any, stepGroup(p, table, at, cursor, limit))
      at += 32
    }
    cursor++
    through = v128.any_true(any)
  }
  return cursor
}

/**
 * Copies a lane's steps out of the ring buffer: times in ms from the first, potentials in mV.
 * @param lane address of its first step in the ring buffer
 * @param width bytes per step of all groups
 */
export function copy(
  lane: usize, width: usize, mask: i32, start: i32, count: i32, vT: f64, times: usize, potentials: usize,
): void {
  let t: f64 = 0
  for (let i = 0; i < count; i++) {
    const from = lane + <usize>((start + i) & mask) * width
    if (i > 0) t += <f64>load<f32>(from)
    store<f64>(times + (<usize>i << 3), t)
    store<f64>(potentials + (<usize>i << 3), vT + <f64>load<f32>(from, 16))
  }
}
