import { readFile } from 'node:fs/promises'
import { Series } from '../contract/series.ts'
import type { TraceSource } from '../jobs/estimate-trace.ts'
import { usage } from './arguments.ts'
import { conditioningOptions } from './conditioning-options.ts'
import { priorOptions } from './prior-options.ts'

/** Options that a stopped series determines. */
const said = ['model', 'prior', 'window', 'seed', ...Object.keys({ ...priorOptions, ...conditioningOptions })]

/**
 * A stopped series from its file.
 * @param files to be estimated: the series' recording
 * @param values of the other options
 * @throws NagumoError USAGE
 */
export async function readStopped(
  path: string,
  files: readonly string[],
  values: Readonly<Record<string, unknown>>,
): Promise<Series> {
  const doubled = said.find((name) => values[name] !== undefined)
  if (doubled !== undefined) throw usage(`--resume takes --${doubled} from the series. Omit it.`)
  if (values['over-time']) throw usage('--resume takes the windows from the series. Omit their length.')
  if (files.length > 1) throw usage('--resume continues one recording; give only its file.')
  const text = await readFile(path, 'utf8').catch(() => {
    throw usage(`--resume takes a file that can be read; ${path} can’t be.`)
  })
  const parsed = Series.safeParse(parse(text))
  if (!parsed.success) {
    throw usage(
      `--resume takes parameters over time as --out or “Export” (JSON) writes them; ${path} is something else, or damaged.`,
    )
  }
  return parsed.data
}

/** The trace of a series. @throws NagumoError USAGE */
export function sweepOf({ recording }: Series, traces: readonly TraceSource[]): TraceSource {
  const found = traces.find(({ sweepIndex }) => sweepIndex === recording.sweepIndex)
  if (found) return found
  throw usage(
    `The series to continue is of the sweep “${recording.sweep}”, which is not among the chosen ones.`,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
