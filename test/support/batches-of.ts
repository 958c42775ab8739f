import type { Compute } from '../../src-main/compute/process/compute.ts'
import { createBatches } from '../../src-main/jobs/batch/batches.ts'
import type { Library } from '../../src-main/library/index.ts'
import { createTraceReader } from '../../src-main/services/trace-reader.ts'

/** The batches of a library, worked on by so many processes. */
export function batchesOf(library: Library, compute: Compute, cores = 1) {
  const traces = createTraceReader(library)
  return createBatches({ library, traces, createCompute: () => compute, cores, version: '0.1.0' })
}
