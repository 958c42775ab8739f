import { sha256Of } from '../../integrity/sha256.ts'

/** SHA-256 digest of samples and sampling interval, which identifies a cell's family of sweeps. */
export function digestOf(columns: readonly Float64Array[], samplingInterval: number): string {
  const parts = columns.map(({ buffer, byteOffset, byteLength }) =>
    sha256Of(Buffer.from(buffer, byteOffset, byteLength)),
  )
  return sha256Of(Buffer.from([String(samplingInterval), ...parts].join(' ')))
}
