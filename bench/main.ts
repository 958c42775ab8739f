import { parseArgs } from 'node:util'
import { runCommand } from '../studies/run-command.ts'
import { artefacts } from './accuracy/artefacts.ts'
import { constants } from './accuracy/constants.ts'
import { corrected } from './accuracy/corrected.ts'
import { firing } from './accuracy/firing.ts'
import { gif } from './accuracy/gif.ts'
import { groups } from './accuracy/groups.ts'
import { membrane } from './accuracy/membrane.ts'
import { nearMisses } from './accuracy/near-misses.ts'
import { network } from './accuracy/network.ts'
import { noises } from './accuracy/noises.ts'
import type { AccuracyOptions } from './accuracy/options.ts'
import { ownSamples } from './accuracy/own-samples.ts'
import { reference } from './accuracy/reference.ts'
import { sensitivity } from './accuracy/sensitivity.ts'
import { uneven } from './accuracy/uneven.ts'
import { verdicts } from './accuracy/verdicts.ts'
import { measureBatch } from './speed/batch.ts'
import { measureSpeed } from './speed/measure.ts'
import { answerPart } from './speed/part.ts'
import { truth } from './truth/truth.ts'

const accuracy: Record<string, (options: AccuracyOptions) => Promise<void>> = {
  network,
  corrected,
  reference,
  verdicts,
  'near-misses': nearMisses,
  'own-samples': ownSamples,
  uneven,
  membrane,
  gif,
  groups,
  noises,
  sensitivity,
  constants,
  firing,
  artefacts,
}

const usage = `Measures what the program promises.

Usage: npm run bench                   speed: simulation, spike cycles, training, one-click latency, memory, the window;
                                       prints a table and writes docs/bench.md and docs/bench.json;
                                       ends with exit code 1 where a target is not met
       npm run bench -- network        accuracy of the network alone, on fresh traces
       npm run bench -- corrected      accuracy of the whole estimate, on fresh traces
       npm run bench -- reference      the whole estimate against the reference posteriors in ../shared
       npm run bench -- verdicts       false alarms on fresh traces; verdicts on artefacts, other neurons, noise,
                                       and the recordings in ../shared
       npm run bench -- near-misses    neurons nearly the model's (noise in their dynamics, a drifting θ₀), 1/f noise,
                                       priors that exclude the truth: what the verdict sees, whether θ₀ is held

       npm run bench -- own-samples    recordings sampled at other rates than the model’s grid, by their own samples and
                                       by what was brought to the grid
       npm run bench -- membrane       coverage of the membrane on linear and Hodgkin–Huxley cells
       npm run bench -- gif            coverage of the integrate-and-fire fit on cells that NumPy simulated, sets a and b
       npm run bench -- groups         coverage and false alarms of effects between conditions, on made studies
       npm run bench -- uneven         traces at times that are not evenly spaced, by the likelihood at these times
       npm run bench -- noises         recordings whose noise is of each kind, drifts, hums, or is 1/f; which noise the evidence
                                       chooses
       npm run bench -- constants      verdicts on traces made with the model’s constants, and with others
       npm run bench -- sensitivity    what changed constants move the estimates by, as reports say it, against estimates
                                       with the changed constants; and the scores of constants that are right
       npm run bench -- firing         whether recordings that fire are told from noise alone, in mV and in model units
       npm run bench -- artefacts      artefacts seen where there are none, and found where they are put in

       npm run bench -- batch          a batch with two processes against one, and the memory of the main process
       npm run bench -- truth          calibration on traces and recordings that an independent simulator made

  --only NAME,…    of the speeds, or of noises (coverage, drift, hum, pink, choice) and gif (a, b), these parts only; nothing is written
  --model FOLDER   the model (default: models/rudi-2022)
  --reports N      of the window: reports in the library in which keys are measured (default: 302)
  --traces N       how many fresh traces for the accuracy (default: 2000), or of batch (default: 1000)
  --recordings N   of truth: how many recordings beside them (default: 1000)
  --seed N         of the fresh traces (default: 20221)
  --paired         of groups: the same cells in both conditions
  --ratios N,…     of own-samples and noises: samples between two points of the grid (default: 2,3.7,8,20,50,0.6,1; 2,8)
  --out FILE       of own-samples, noises, sensitivity, constants, truth: receives a line of JSON for each recording`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      only: { type: 'string' },
      // For the child processes that run the measurements.
      part: { type: 'string' },
      model: { type: 'string', default: 'models/rudi-2022' },
      traces: { type: 'string' },
      recordings: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '20221' },
      ratios: { type: 'string' },
      out: { type: 'string' },
      paired: { type: 'boolean' },
      reports: { type: 'string', default: '302' },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const [name] = positionals
  const count = values.traces ?? (name === 'batch' ? '1000' : '2000')
  const reports = Number(values.reports)
  if (!(Number.isInteger(reports) && reports > 0))
    throw new Error('--reports must be a whole number above 0.')
  if (values.part) return answerPart(values.part, values.model, reports)
  if (name === undefined) return measureSpeed({ model: values.model, reports, only: values.only?.split(',') })
  if (name === 'truth') {
    const [traces, recordings, seed] = [count, values.recordings, values.seed].map(Number)
    if (![traces, recordings, seed].every((value) => Number.isInteger(value) && value >= 0)) {
      throw new Error('--traces, --recordings and --seed must be whole numbers.')
    }
    await truth({ traces, recordings, seed, out: values.out })
    return 0
  }
  if ((name !== 'batch' && !Object.hasOwn(accuracy, name)) || positionals.length > 1)
    throw new Error(`Unknown: ${positionals.join(' ')}`)
  const [traces, seed] = [Number(count), Number(values.seed)]
  if (!(Number.isInteger(traces) && traces > 0 && Number.isInteger(seed) && seed >= 0)) {
    throw new Error('--traces and --seed must be whole numbers.')
  }
  if (name === 'batch') {
    await measureBatch({ traces, seed })
    return 0
  }
  const ratios = values.ratios?.split(',').map(Number)
  if (ratios?.some((ratio) => !(ratio > 0))) throw new Error('--ratios must be numbers above 0.')
  const only = values.only?.split(',')
  await accuracy[name]({
    model: values.model,
    traces,
    seed,
    ratios,
    out: values.out,
    only,
    paired: values.paired,
  })
  return 0
}

void runCommand(main, usage)
