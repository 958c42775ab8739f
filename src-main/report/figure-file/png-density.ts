import { crc32 } from 'node:zlib'
import { mmPerInch } from './print-size.ts'

/** PNG signature (8 bytes) and header: length, name, thirteen bytes, checksum. */
const endOfHeader = 8 + 4 + 4 + 13 + 4

/** A PNG with its resolution (pHYs chunk), so that programs use its printed size. */
export function withDensity(png: Uint8Array, dpi: number): Uint8Array {
  const perMetre = Math.round((dpi / mmPerInch) * 1000)
  const chunk = new Uint8Array(4 + 4 + 9 + 4)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, 9)
  chunk.set(new TextEncoder().encode('pHYs'), 4)
  view.setUint32(8, perMetre)
  view.setUint32(12, perMetre)
  // Unit: metre.
  chunk[16] = 1
  view.setUint32(17, crc32(chunk.subarray(4, 17)))
  const out = new Uint8Array(png.length + chunk.length)
  out.set(png.subarray(0, endOfHeader))
  out.set(chunk, endOfHeader)
  out.set(png.subarray(endOfHeader), endOfHeader + chunk.length)
  return out
}
