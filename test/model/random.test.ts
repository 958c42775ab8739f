import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../src-main/model/prior/distributions/normal-probability.ts'
import { createRandom, type Random, restoreRandom } from '../../src-main/model/random.ts'
import { chiSquareZ, covariance, integrate, ksProbability, mean, sd } from '../support/statistics.ts'

const draw = (n: number, next: () => number): Float64Array => Float64Array.from({ length: n }, next)
const seeds = [0, 1, 2, 0xdeadbeef]

describe('the generator', () => {
  /** Blackman & Vigna's xoshiro128** 1.1 over unlimited integers, from its published C source. */
  function* xoshiro(words: bigint[]): Generator<number> {
    const mask = 0xffffffffn
    const rotl = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask
    const s = words.slice()
    for (;;) {
      yield Number((rotl((s[1] * 5n) & mask, 7n) * 9n) & mask)
      const t = (s[1] << 9n) & mask
      s[2] ^= s[0]
      s[3] ^= s[1]
      s[1] ^= s[2]
      s[0] ^= s[3]
      s[2] ^= t
      s[3] = rotl(s[3], 11n)
    }
  }

  it('gives the published reference numbers from the state 1, 2, 3, 4', () => {
    const random = restoreRandom({ seed: 0, words: [1, 2, 3, 4] })
    const reference = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]
    expect(reference.map(() => random.bits())).toEqual(reference)
  })

  it('is xoshiro128** over many numbers and seeds', () => {
    for (const seed of seeds) {
      const random = createRandom(seed)
      const own = xoshiro(random.save().words.map(BigInt))
      for (let i = 0; i < 5000; i++) expect(random.bits()).toBe(own.next().value)
    }
  })

  it('gives the same numbers for the same seed, for ever', () => {
    // Changing these breaks every seed that a report names.
    const random = createRandom(1)
    expect([random.bits(), random.bits(), random.bits()]).toMatchInlineSnapshot(`
      [
        2442144158,
        3238099751,
        3819917871,
      ]
    `)
    expect(createRandom(1).fork(0).bits()).toMatchInlineSnapshot(`173040327`)
    expect(createRandom(1).normal()).toMatchInlineSnapshot(`-0.9161997455037838`)
  })

  it('goes on from a saved state as if nothing had happened', () => {
    const random = createRandom(77)
    for (let i = 0; i < 1000; i++) random.normal()
    const saved = JSON.parse(JSON.stringify(random.save()))
    const next = (r: Random) => draw(1000, () => r.normal() + r.uniform())
    const expected = next(random)
    const restored = restoreRandom(saved)
    expect(next(restored)).toEqual(expected)
    // Forks depend on the seed, not on how far the generator has come.
    expect(restored.fork(3).bits()).toBe(createRandom(77).fork(3).bits())
  })
})

// With p > 1e-4 asked of each, a right generator would fail one seed in 10,000; the seeds are fixed.
const sure = 1e-4

describe('uniform numbers', () => {
  it.each(seeds)('are uniform (seed %i)', (seed) => {
    const random = createRandom(seed)
    const x = draw(100_000, random.uniform)
    expect(ksProbability(x, (v) => v)).toBeGreaterThan(sure)
    // 256 × 256 cells of neighbouring pairs.
    const cells = new Float64Array(65536)
    for (let i = 0; i < 650_000; i++) {
      cells[Math.floor(random.uniform() * 256) * 256 + Math.floor(random.uniform() * 256)]++
    }
    expect(Math.abs(chiSquareZ(cells, 650_000 / 65536))).toBeLessThan(4)
  })

  it('never are 0 or 1', () => {
    // The word 0 and the word 2³²−1, the extremes.
    const least = restoreRandom({ seed: 0, words: [1, 0, 0, 0] }).uniform()
    expect(least).toBeGreaterThan(0)
    expect((2 ** 32 - 1 + 0.5) * 2.3283064365386963e-10).toBeLessThan(1)
    expect(least).toBe(0.5 / 2 ** 32)
  })

  it.each(seeds)('have each bit set half of the time, apart from the others (seed %i)', (seed) => {
    const random = createRandom(seed)
    const n = 20_000
    const words = draw(n, random.bits)
    const bit = (b: number) => words.map((w) => Math.floor(w / 2 ** b) % 2)
    for (let b = 0; b < 32; b++) {
      const ones = bit(b)
      // sd of a mean of coin throws: 0.5/√n.
      expect(Math.abs(mean(ones) - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(n))
      expect(Math.abs(covariance(ones, bit((b + 1) % 32)))).toBeLessThan((5 * 0.25) / Math.sqrt(n))
    }
  })
})

describe('normal numbers', () => {
  it.each(seeds)('are normal (seed %i)', (seed) => {
    const random = createRandom(seed)
    const n = 200_000
    const x = draw(n, random.normal)
    expect(ksProbability(x, normalCdf)).toBeGreaterThan(sure)
    const moment = (p: number): number => mean(x.map((v) => v ** p))
    // Variances of the moments of a standard normal: 1, 2, 15, 96 over n.
    expect(Math.abs(moment(1))).toBeLessThan(4.5 * Math.sqrt(1 / n))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n))
    expect(Math.abs(moment(3))).toBeLessThan(4.5 * Math.sqrt(15 / n))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4.5 * Math.sqrt(96 / n))
  })

  it('fill every layer of the ziggurat rightly', () => {
    // 500 cells of equal probability: a wrong layer, or one that is always accepted, shifts some of them.
    const random = createRandom(5)
    const cells = new Float64Array(500)
    const n = 2_000_000
    for (let i = 0; i < n; i++) cells[Math.min(499, Math.floor(normalCdf(random.normal()) * 500))]++
    expect(Math.abs(chiSquareZ(cells, n / 500))).toBeLessThan(4)
  })

  it('have the right tails beyond the ziggurat’s base', () => {
    const random = createRandom(6)
    const base = 3.442619855899
    const n = 16_000_000
    const tail: number[] = []
    for (let i = 0; i < n; i++) {
      const x = random.normal()
      if (Math.abs(x) > base) tail.push(x)
    }
    const beyond = (x: number): number => normalCdf(-x)
    const expected = n * 2 * beyond(base)
    expect(Math.abs(tail.length - expected)).toBeLessThan(4.5 * Math.sqrt(expected))
    expect(Math.abs(tail.filter((x) => x > 0).length - tail.length / 2)).toBeLessThan(
      4.5 * 0.5 * Math.sqrt(tail.length),
    )
    expect(ksProbability(tail.map(Math.abs), (x) => 1 - beyond(x) / beyond(base))).toBeGreaterThan(sure)
  })

  it('are independent of the one before, and of its layer', () => {
    const random = createRandom(8)
    const n = 400_000
    const x = draw(n, random.normal)
    const lagged = (f: (v: number) => number): number => {
      const y = x.map(f)
      return covariance(y.subarray(1), y.subarray(0, n - 1)) / (sd(y) * sd(y))
    }
    for (const f of [(v: number) => v, Math.abs, (v: number) => (v * 100) % 1]) {
      expect(Math.abs(lagged(f))).toBeLessThan(4.5 / Math.sqrt(n))
    }
  })
})

describe('forks and seeds', () => {
  const n = 20_000

  it.each([
    ['forks with labels in a row', (i: number) => createRandom(9).fork(i)],
    ['seeds in a row', (i: number) => createRandom(i)],
    ['forks of seeds in a row', (i: number) => createRandom(i).fork(1)],
    ['forks of forks', (i: number) => createRandom(3).fork(i).fork(2)],
  ])('start unrelated streams: %s', (_, stream) => {
    const first = new Float64Array(n)
    const second = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const random = stream(i)
      first[i] = random.uniform()
      second[i] = random.uniform()
    }
    expect(ksProbability(first, (v) => v)).toBeGreaterThan(sure)
    expect(ksProbability(second, (v) => v)).toBeGreaterThan(sure)
    // A covariance of two independent uniforms has sd 1/(12 √n).
    const limit = 4.5 / (12 * Math.sqrt(n))
    expect(Math.abs(covariance(first, second))).toBeLessThan(limit)
    for (const lag of [1, 2, 7]) {
      expect(Math.abs(covariance(first.subarray(lag), first.subarray(0, n - lag)))).toBeLessThan(limit)
    }
  })

  it('differ from their parent and from each other', () => {
    const parent = createRandom(4)
    const streams = [parent, parent.fork(0), parent.fork(1), parent.fork(0).fork(1), parent.fork(1).fork(0)]
    const draws = streams.map((s) => draw(n, s.normal))
    for (let i = 0; i < draws.length; i++) {
      for (let j = 0; j < i; j++) {
        expect(Math.abs(covariance(draws[i], draws[j]))).toBeLessThan(4.5 / Math.sqrt(n))
      }
    }
  })

  it('leave their parent where it was', () => {
    const random = createRandom(12)
    const before = random.save()
    random.fork(5).normal()
    expect(random.save()).toEqual(before)
  })
})

it('the normal distribution function is the integral of its density', () => {
  const density = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)
  for (const x of [-3, -1.2, 0.3, 2, 4.4]) {
    expect(normalCdf(x) - normalCdf(-5)).toBeCloseTo(integrate(density, -5, x), 12)
  }
})
