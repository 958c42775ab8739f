import { sha256Of } from './sha256.ts'

/**
 * A sealed file of JSON begins with `{"sealed":"sha256",` and ends with `,"seal":"…"}` and a line’s end: the SHA-256 of all
 * bytes before its own comma. It is of the bytes and not of what they mean, so that no change of a byte goes unnoticed;
 * and since one of the two marks is left where the other is hit, a damaged file is not taken for one from before there
 * were seals. Programs that know no seals leave the two fields out of account.
 */
const start = Buffer.from('{"sealed":"sha256",')
const end = /^,"seal":"([0-9a-f]{64})"\}\n$/
const endBytes = ',"seal":""}\n'.length + 64

/** @param json the text of an object with at least one field, which has neither `sealed` nor `seal` */
export function sealed(json: string): string {
  const fields = json.trim().slice(1, -1).trim()
  const body = `${start}${fields}`
  return `${body},"seal":"${sha256Of(Buffer.from(body))}"}\n`
}

/** unsealed: from before there were seals, or not ours. */
export type SealState = 'sound' | 'unsealed' | 'broken'

/** Whether a file is as it was written. */
export function sealOf(bytes: Uint8Array): SealState {
  const body = bytes.subarray(0, Math.max(0, bytes.length - endBytes))
  const tail = end.exec(Buffer.from(bytes.subarray(body.length)).toString('latin1'))
  const begins = start.equals(bytes.subarray(0, start.length))
  if (!tail && !begins) return 'unsealed'
  return tail && begins && sha256Of(body) === tail[1] ? 'sound' : 'broken'
}

/** What is said of a file with a broken seal, after its name. */
export const sealBroken =
  'was changed since it was written, or is cut off (its checksum is not the one it was written with)'
