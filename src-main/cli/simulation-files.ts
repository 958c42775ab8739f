import type { PriorFile } from '../contract/models.ts'
import type { Simulation } from './simulate-traces.ts'

/** CSV, line by line: time in ms, then a column for each trace, in model units. */
export function* simulationCsv({ prior, count, traces }: Simulation): Generator<string> {
  const { points, dt } = prior.grid
  yield `${['time_ms', ...traceNames(count)].join(',')}\n`
  for (let i = 0; i < points; i++) {
    let line = String(Number((i * dt).toPrecision(12)))
    // Nine digits give every float32 back.
    for (let k = 0; k < count; k++) line += `,${Number(traces[k * points + i].toPrecision(9))}`
    yield `${line}\n`
  }
}

/** The true parameters of each trace, and all that it takes to simulate them again. */
export function truthJson(
  { prior, seed, count, parameters }: Simulation,
  file: PriorFile,
  version: string,
): string {
  const dimension = prior.parameters.length
  const traces = traceNames(count).map((name, k) => ({
    name,
    parameters: Object.fromEntries(prior.parameters.map((p, j) => [p.name, parameters[k * dimension + j]])),
  }))
  const truth = { format: 'nagumo-simulation', version: 1, program: version, seed, prior: file, traces }
  return `${JSON.stringify(truth, null, 1)}\n`
}

/** `_au`: arbitrary units, which our reader takes for model units whatever the values are. */
function traceNames(count: number): string[] {
  return Array.from({ length: count }, (_, k) => `trace_${k + 1}_au`)
}
