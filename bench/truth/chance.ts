import type { Distribution } from '../../src-main/contract/priors.ts'

/** The bench's own random generator, independent of the program. */
export interface Chance {
  /** On [0, 1). */
  uniform(): number
  normal(): number
}

/** sfc32 (Doty-Humphrey, PractRand) and the Box–Muller method. */
export function createChance(seed: number, stream: number): Chance {
  let [a, b, c, counter] = [seed | 0, stream | 0, 0x9e3779b9 | 0, 1]
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let k = 0; k < 15; k++) bits()
  const uniform = (): number => bits() / 2 ** 32
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  }
}

/** A draw from a prior distribution. */
export function drawFrom(belief: Distribution, chance: Chance): number {
  switch (belief.kind) {
    case 'fixed':
      return belief.value
    case 'normal':
      return belief.mean + belief.sd * chance.normal()
    case 'logNormal':
      return belief.median * Math.exp(belief.logSd * chance.normal())
    case 'uniform':
      return belief.lower + (belief.upper - belief.lower) * chance.uniform()
    case 'logUniform':
      return belief.lower * (belief.upper / belief.lower) ** chance.uniform()
    case 'truncatedNormal':
      for (;;) {
        const value = belief.mean + belief.sd * chance.normal()
        if (value >= belief.lower && value <= belief.upper) return value
      }
  }
}

/** Adds stationary AR(1) noise of standard deviation sd: each value is ρ times the previous one plus an innovation. */
export function addNoise(data: Float64Array, sd: number, rho: number, chance: Chance): void {
  let noise = sd * chance.normal()
  const fresh = sd * Math.sqrt(1 - rho * rho)
  for (let i = 0; i < data.length; i++) {
    if (i > 0) noise = rho * noise + fresh * chance.normal()
    data[i] += noise
  }
}
