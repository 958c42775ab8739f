/**
 * A seeded random number generator, passed in wherever randomness is needed; there is no other.
 * Generator: xoshiro128** 1.1 (Blackman & Vigna 2018), seeded by splitmix32.
 */
export interface Random {
  /** An integer, uniform on 0 … 2³²−1. */
  bits(): number
  /** Uniform on the open interval (0, 1). */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** A separate stream, determined only by this one's seed and the label. */
  fork(label: number): Random
  /** The four words of the state; `restoreRandom` continues from there. */
  save(): RandomState
}

export interface RandomState {
  seed: number
  words: [number, number, number, number]
}

/** A generator for the given seed (an integer, 0 … 2³²−1). The same seed always gives the same numbers. */
export function createRandom(seed: number): Random {
  let x = seed >>> 0
  const next = (): number => {
    x = (x + 0x9e3779b9) >>> 0
    let z = x
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  return restoreRandom({ seed: seed >>> 0, words: [next(), next(), next(), next()] })
}

/** The generator with a saved state. */
export function restoreRandom(state: RandomState): Random {
  let [a, b, c, d] = state.words.map((w) => w | 0)
  const { seed } = state

  const bits = (): number => {
    const r = Math.imul(b, 5)
    const result = Math.imul((r << 7) | (r >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }

  const uniform = (): number => (bits() + 0.5) * 2.3283064365386963e-10

  const normal = (): number => {
    for (;;) {
      const u = bits()
      // The layer and the value come from different bits (Doornik 2005).
      const layer = u & 127
      const value = (u | 0) >> 7
      if (Math.abs(value) < zigguratAccept[layer]) return value * zigguratScale[layer]
      const tail = normalSlow(layer, value, uniform)
      if (tail !== null) return tail
    }
  }

  return {
    bits,
    uniform,
    normal,
    fork: (label) =>
      createRandom((Math.imul(seed ^ 0x6a09e667, 0x9e3779b1) + Math.imul(label + 1, 0x85ebca77)) >>> 0),
    save: () => ({ seed, words: [a >>> 0, b >>> 0, c >>> 0, d >>> 0] }),
  }
}

// The ziggurat of Marsaglia & Tsang 2000, 128 layers, with 24-bit values.
const layers = 128
const tailStart = 3.442619855899
const layerArea = 9.91256303526217e-3
const range = 2 ** 24
const zigguratAccept = new Float64Array(layers)
const zigguratScale = new Float64Array(layers)
const zigguratHeight = new Float64Array(layers)
{
  let x = tailStart
  let previous = tailStart
  const q = layerArea / Math.exp(-0.5 * x * x)
  zigguratAccept[0] = (x / q) * range
  zigguratAccept[1] = 0
  zigguratScale[0] = q / range
  zigguratScale[layers - 1] = x / range
  zigguratHeight[0] = 1
  zigguratHeight[layers - 1] = Math.exp(-0.5 * x * x)
  for (let i = layers - 2; i >= 1; i--) {
    x = Math.sqrt(-2 * Math.log(layerArea / x + Math.exp(-0.5 * x * x)))
    zigguratAccept[i + 1] = (x / previous) * range
    previous = x
    zigguratHeight[i] = Math.exp(-0.5 * x * x)
    zigguratScale[i] = x / range
  }
}

/** Values outside a layer's rectangle (rare); null to retry. */
function normalSlow(layer: number, value: number, uniform: () => number): number | null {
  if (layer === 0) {
    for (;;) {
      const x = -Math.log(uniform()) / tailStart
      const y = -Math.log(uniform())
      if (y + y >= x * x) return value > 0 ? tailStart + x : -(tailStart + x)
    }
  }
  const x = value * zigguratScale[layer]
  const height = zigguratHeight[layer] + uniform() * (zigguratHeight[layer - 1] - zigguratHeight[layer])
  return height < Math.exp(-0.5 * x * x) ? x : null
}
