import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/**
 * The output of hh-cells.py and gif-cells.py, gzipped: length of a JSON (uint32), the JSON (with the unit and the
 * samples of a trace), then traces as second differences of int16.
 */
export function readSimulated<Head extends { unit: number; samples: number }>(
  file: string | URL,
): { head: Head; nextTrace: () => Float64Array } {
  const bytes = gunzipSync(readFileSync(file))
  const length = bytes.readUInt32LE(0)
  const head: Head = JSON.parse(bytes.subarray(4, 4 + length).toString('utf8'))
  let at = 4 + length
  const nextTrace = (): Float64Array => {
    const out = new Float64Array(head.samples)
    let step = 0
    for (let i = 0; i < head.samples; i++, at += 2) {
      const v = bytes.readInt16LE(at) * head.unit
      if (i === 0) out[0] = v
      else {
        step = i === 1 ? v : step + v
        out[i] = out[i - 1] + step
      }
    }
    return out
  }
  return { head, nextTrace }
}
