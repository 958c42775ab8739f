import { expect } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { Random } from '../../src-main/model/random.ts'
import { cpuSeconds } from '../support/cpu-time.ts'

/** Values that lie, as little-endian integers of four bytes. */
const lies = [0, 1, -1, 0x7fffffff, -0x80000000, 0xffff, 0x10000, 1e9]

/**
 * A copy with some bytes changed, most of them in the stretch where the file tells of itself: single bits, bytes,
 * numbers that lie, stretches copied from elsewhere, and cuts.
 */
export function mutated(file: Buffer, random: Random, [from, to]: [number, number]): Buffer {
  const copy = Buffer.from(file)
  const below = (n: number): number => Math.floor(random.uniform() * n)
  const place = (room: number): number =>
    random.uniform() < 0.9 ? from + below(to - from - room) : below(copy.length - room)
  for (let k = 1 + below(4); k > 0; k--) {
    const kind = below(5)
    if (kind === 0) copy[place(1)] ^= 1 << below(8)
    else if (kind === 1) copy[place(1)] = below(256)
    else if (kind === 2) copy.writeInt32LE(lies[below(lies.length)] | 0, place(4))
    else if (kind === 3) copy.copy(copy, place(16), place(16), place(16) + 16)
    else copy.fill(below(2) * 255, place(8), place(8) + 8)
  }
  return random.uniform() < 0.1 ? copy.subarray(0, below(copy.length)) : copy
}

/** Reads a file that may be damaged: it is a recording or refused in words, for five seconds of a processor at most. */
export async function hold(read: (file: Buffer) => Promise<unknown>, file: Buffer): Promise<void> {
  const started = cpuSeconds()
  try {
    await read(file)
  } catch (error) {
    if (!(error instanceof NagumoError)) throw error
    expect(error.message.length).toBeGreaterThan(30)
  }
  expect(cpuSeconds() - started).toBeLessThan(5)
}
