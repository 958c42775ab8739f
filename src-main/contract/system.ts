import { oc } from '@orpc/contract'
import { z } from 'zod'
import { FigureChoice } from './figure-files.ts'
import { mostCores } from './limits.ts'
import { UncertaintyDigits, usualUncertaintyDigits } from './uncertainty-digits.ts'

/** The active TensorFlow backend, and why. */
export const BackendInfo = z.object({
  name: z.enum(['native', 'wasm', 'cpu']),
  /** “libtensorflow 2.15.1” or “native TensorFlow is not installed: …”. */
  why: z.string(),
  /** Simulations use fused multiplication and addition (model/fused-kernels.ts): other last digits than without. */
  fused: z.literal(true).optional(),
})
export type BackendInfo = z.infer<typeof BackendInfo>

export const SystemInfo = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'browser', 'cli']),
  platform: z.string(),
  cores: z.number().int(),
  /** Folder of recordings, models and reports. */
  libraryFolder: z.string(),
})
export type SystemInfo = z.infer<typeof SystemInfo>

/** The user's preferences. */
export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Default number of processes of a batch; null for one per core. */
  cores: z.number().int().min(1).max(mostCores).nullable().default(null),
  /** Decimal mark and thousands separator on screen: the system's, or a choice. Files always use the point. */
  numbers: z.enum(['system', 'point', 'comma']).default('system'),
  uncertaintyDigits: UncertaintyDigits.default(usualUncertaintyDigits),
  /** The last figure options used; null before first use, and if unreadable. */
  figures: FigureChoice.nullable().catch(null).default(null),
  /** Whether the sample tour was finished or skipped. */
  tourSeen: z.boolean().default(false),
  /** How plots show the scale of traces over time. */
  traceScale: z.enum(['axes', 'bars']).default('axes'),
})
export type Preferences = z.infer<typeof Preferences>

export const system = {
  info: oc.output(SystemInfo),
  /** Responds once the compute process has started (a second or two). */
  backend: oc.output(BackendInfo),
  preferences: oc.output(Preferences),
  /** Saves the changed fields and returns all. @throws LIBRARY_UNWRITABLE, LIBRARY_UNREACHABLE */
  changePreferences: oc
    .input(
      z
        .object({
          theme: Preferences.shape.theme.unwrap(),
          cores: Preferences.shape.cores.unwrap(),
          numbers: Preferences.shape.numbers.unwrap(),
          uncertaintyDigits: UncertaintyDigits,
          figures: FigureChoice,
          tourSeen: z.boolean(),
          traceScale: Preferences.shape.traceScale.unwrap(),
        })
        .partial(),
    )
    .output(Preferences),
}
