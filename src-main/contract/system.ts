import { oc } from '@orpc/contract'
import { z } from 'zod'
import { FigureChoice } from './figure-files.ts'
import { mostCores } from './limits.ts'
import { UncertaintyDigits, usualUncertaintyDigits } from './uncertainty-digits.ts'

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

/** How a person wants the window. */
export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Processes of a batch where its form does not say; null for one a core. */
  cores: z.number().int().min(1).max(mostCores).nullable().default(null),
  /** Decimal mark and thousands of numbers on screen: as the system has them, or by choice. Files have the point. */
  numbers: z.enum(['system', 'point', 'comma']).default('system'),
  uncertaintyDigits: UncertaintyDigits.default(usualUncertaintyDigits),
  /** How figures were written the last time; null before that, and where it can't be read. */
  figures: FigureChoice.nullable().catch(null).default(null),
  /** Whether the tour on the sample was taken or skipped. */
  tourSeen: z.boolean().default(false),
  /** What says the scale of traces over time in plots. */
  traceScale: z.enum(['axes', 'bars']).default('axes'),
})
export type Preferences = z.infer<typeof Preferences>

export const system = {
  info: oc.output(SystemInfo),
  /** Answers once the numerics have started (a second or two). */
  backend: oc.output(BackendInfo),
  preferences: oc.output(Preferences),
  /** Keeps what is to be other than before, and answers with all. @throws LIBRARY_UNWRITABLE, LIBRARY_UNREACHABLE */
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
