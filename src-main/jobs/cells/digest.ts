import { sha256Of } from '../../integrity/sha256.ts'

/** Of samples and the interval between them: the same family of the same cell has the same. */
export function digestOf(columns: readonly Float64Array[], samplingInterval: number): string {
  const parts = columns.map(({ buffer, byteOffset, byteLength }) =>
    sha256Of(Buffer.from(buffer, byteOffset, byteLength)),
  )
  return sha256Of(Buffer.from([String(samplingInterval), ...parts].join(' ')))
}
