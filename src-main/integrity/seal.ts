import { sha256Of } from './sha256.ts'

/**
 * A sealed JSON file begins with `{"sealed":"sha256",` and ends with `,"seal":"…"}` and a newline. The seal is the
 * SHA-256 of all bytes before the comma that precedes it: of the bytes, not of the parsed content, so that every
 * changed byte is detected. Damage to one of the two marks leaves the other, so a damaged file is not mistaken for an
 * unsealed one from an earlier version. Programs that do not know seals ignore the two fields.
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

/** `unsealed`: written before seals were introduced, or by another program. */
export type SealState = 'sound' | 'unsealed' | 'broken'

/** Verifies the seal of a file’s bytes. */
export function sealOf(bytes: Uint8Array): SealState {
  const body = bytes.subarray(0, Math.max(0, bytes.length - endBytes))
  const tail = end.exec(Buffer.from(bytes.subarray(body.length)).toString('latin1'))
  const begins = start.equals(bytes.subarray(0, start.length))
  if (!tail && !begins) return 'unsealed'
  return tail && begins && sha256Of(body) === tail[1] ? 'sound' : 'broken'
}

/** Message for a file with a broken seal, to follow its name. */
export const sealBroken = 'was changed after it was written, or is truncated (its checksum does not match)'
