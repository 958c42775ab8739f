import { oc } from '@orpc/contract'
import { z } from 'zod'

/** Which TensorFlow is at work, and why. */
export const BackendInfo = z.object({
  name: z.enum(['native', 'wasm', 'cpu']),
  /** “libtensorflow 2.15.1” or “native TensorFlow is not installed: …”. */
  why: z.string(),
})
export type BackendInfo = z.infer<typeof BackendInfo>

export const SystemInfo = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'browser', 'cli']),
  platform: z.string(),
  cores: z.number().int(),
  /** Where recordings, models and reports are kept. */
  libraryFolder: z.string(),
})
export type SystemInfo = z.infer<typeof SystemInfo>

export const system = {
  info: oc.output(SystemInfo),
  /** Answers once the numerics have started (a second or two). */
  backend: oc.output(BackendInfo),
}
