import type { Chance } from './random.ts'

/** A file with one bit flipped, or truncated anywhere: alternately. */
export function damagedBytes(whole: Buffer, chance: Chance, step: number): Buffer {
  const flipped = Buffer.from(whole)
  const bit = chance.below(8 * whole.length)
  flipped[bit >> 3] ^= 1 << (bit & 7)
  return step % 2 ? flipped : whole.subarray(0, chance.below(whole.length))
}
