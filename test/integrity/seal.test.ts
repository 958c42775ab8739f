import { describe, expect, it } from 'vitest'
import { sealed, sealOf } from '../../src-main/integrity/seal.ts'
import { createRandom } from '../../src-main/model/random.ts'

const json = JSON.stringify(
  { format: 'x', version: 1, list: [1e-7, 0.1, 'é', null], text: 'a "b" \n' },
  null,
  1,
)
const bytes = Buffer.from(sealed(json))

describe('a seal', () => {
  it('leaves what is sealed as it was, for programs that know no seals too', () => {
    const { sealed: _, seal: __, ...rest } = JSON.parse(bytes.toString())
    expect(rest).toEqual(JSON.parse(json))
    expect(sealOf(bytes)).toBe('sound')
  })

  it('is broken by every single bit', () => {
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] ^= 1 << (bit & 7)
      expect(sealOf(changed), `bit ${bit}`).toBe('broken')
    }
  })

  it('is broken by every cut that leaves some JSON to read', () => {
    for (let length = 0; length < bytes.length; length++) {
      const state = sealOf(bytes.subarray(0, length))
      // What is shorter than the first mark is not JSON.
      expect(state, `${length} bytes`).toBe(length < 19 ? 'unsealed' : 'broken')
    }
  })

  it('is broken by any bytes in place of some', () => {
    const random = createRandom(7)
    for (let k = 0; k < 500; k++) {
      const changed = Buffer.from(bytes)
      const from = Math.floor(random.uniform() * (bytes.length - 4))
      changed.writeUInt32LE((changed.readUInt32LE(from) ^ (random.bits() | 1)) >>> 0, from)
      expect(sealOf(changed), `at ${from}`).not.toBe('sound')
    }
  })

  it('is not there in a file from before', () => {
    expect(sealOf(Buffer.from(json))).toBe('unsealed')
    expect(sealOf(Buffer.alloc(0))).toBe('unsealed')
  })
})
