import type { PriorFile } from '../contract/models.ts'
import type { Prior } from '../model/composition/prior.ts'
import type { Simulation } from './simulate-traces.ts'

/** CSV, line by line: time in ms, or the index in a list, then a column for each trace in the unit of the data. */
export function* simulationCsv({ prior, count, traces }: Simulation): Generator<string> {
  const { size, grid, observable } = prior
  const inTime = observable.spikeLevel !== null
  yield `${[inTime ? 'time_ms' : 'number', ...traceNames(prior, count)].join(',')}\n`
  for (let i = 0; i < size; i++) {
    let line = String(inTime ? Number((i * grid.dt).toPrecision(12)) : i + 1)
    // Nine digits represent every float32 exactly.
    for (let k = 0; k < count; k++) line += `,${Number(traces[k * size + i].toPrecision(9))}`
    yield `${line}\n`
  }
}

/** The true parameters of each trace, and everything needed to simulate them again. */
export function truthJson(
  { prior, seed, count, parameters }: Simulation,
  file: PriorFile,
  version: string,
): string {
  const dimension = prior.parameters.length
  const traces = traceNames(prior, count).map((name, k) => ({
    name,
    parameters: Object.fromEntries(prior.parameters.map((p, j) => [p.name, parameters[k * dimension + j]])),
  }))
  const truth = { format: 'nagumo-simulation', version: 1, program: version, seed, prior: file, traces }
  return `${JSON.stringify(truth, null, 1)}\n`
}

/** With the unit; `_au`, arbitrary units, is read as model units whatever the values. */
function traceNames({ observable, neuron }: Prior, count: number): string[] {
  const { unit } = observable.describe(neuron).value
  const suffix = unit === 'mV' ? 'mV' : 'au'
  return Array.from({ length: count }, (_, k) => `trace_${k + 1}_${suffix}`)
}
