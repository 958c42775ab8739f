import type { Window } from '../../src-main/contract/recordings.ts'
import { recordedTraceInverse } from '../../src-main/inference/observables/recorded-trace/recorded-trace-inverse.ts'
import { createPrior, type Prior } from '../../src-main/model/composition/prior.ts'
import { recordingPreset, rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { findSpikes, measureFeatures, prepareObservation } from '../../src-main/recording/index.ts'
import type { ObservationSource } from '../../src-main/signal/sweep.ts'
import {
  aloneKinds,
  type FiringRecording,
  firingRecording,
  type NoiseRecording,
  noiseKinds,
  noiseRecording,
} from './firing/recordings.ts'
import type { AccuracyOptions } from './options.ts'

/** What a report would state about a recording. */
interface Said {
  silent: boolean
  spikeCount: number
  window: Window
  /** Silent despite spikes, or no spikes despite two or more. */
  contradicts: boolean
  /** Median interspike interval, ms. */
  interval: number
}

/**
 * Recordings of a firing FitzHugh–Nagumo neuron, and of noise alone: how many are classified as silent or firing by
 * each check before an estimate; whether a report contradicts itself; how many spike counts are correct.
 */
export async function firing({ traces, seed }: AccuracyOptions): Promise<void> {
  const preset = createPrior(rudi2022)
  const recording = createPrior(recordingPreset)
  for (const unit of ['mV', 'none'] as const) {
    const random = createRandom(seed)
    const values = new Float64Array(preset.parameters.length)
    const draw = (): number[] => {
      preset.sample(random, values, 0)
      return [values[0], values[1]]
    }
    const fires: (FiringRecording & Said)[] = []
    const noise: (NoiseRecording & Said)[] = []
    for (let k = 0; k < traces; k++) {
      const made = firingRecording(draw, unit, random)
      fires.push({ ...made, ...saidOf(made.source, recording) })
      const alone = noiseRecording(k, unit, random)
      noise.push({ ...alone, ...saidOf(alone.source, recording) })
    }
    console.log(
      `${unit === 'mV' ? 'mV' : 'model units'}, ${traces} recordings that fire and ${traces} of noise (seed ${seed})`,
    )
    console.table(rowsOf(fires))
    console.table(
      Object.fromEntries(
        ['all', ...aloneKinds].map((kind) => {
          const these = noise.filter((one) => kind === 'all' || one.kind === kind)
          return [
            `noise: ${kind}`,
            { n: these.length, ...rate('called firing', these, (one) => !one.silent) },
          ]
        }),
      ),
    )
    const contradictions = [...fires, ...noise].filter(({ contradicts }) => contradicts).length
    console.log(`reports that contradict themselves: ${contradictions}`)
  }
}

/** In the order in which services and jobs run the checks. */
function saidOf(source: ObservationSource, prior: Prior): Said {
  const { window, untouched, d, steps } = prepareObservation(source, recordingPreset, {})
  const { times } = findSpikes(source.samples, source, { unchanging: true })
  const spikes = times.filter((t) => t >= window.from && t <= window.to)
  const trace = Float32Array.from(d, (v) => v ?? Number.NaN)
  const silent = recordedTraceInverse.refusal(prior, trace, untouched ? null : spikes, () => spikes) !== null
  const features = measureFeatures(source, { window })
  const value = (name: string): number => features.features.find((f) => f.name === name)?.value ?? 0
  const spikeCount = value('spike_count')
  const denied = silent || steps.some((step) => /no spikes/.test(step)) || features.rule === 'none'
  return {
    silent,
    spikeCount,
    window,
    contradicts: denied && Math.max(spikeCount, spikes.length) >= 2,
    interval: middle(spikes.slice(1).map((time, k) => time - spikes[k])),
  }
}

function rowsOf(all: (FiringRecording & Said)[]): Record<string, object> {
  const within = (low: number, high: number, key: 'noise' | 'duty') =>
    all.filter((one) => one[key] >= low && one[key] < high)
  const groups: [string, (FiringRecording & Said)[]][] = [
    ['all', all],
    ...noiseKinds.map((kind): [string, typeof all] => [kind, all.filter((one) => one.kind === kind)]),
    ['noise below 0.1 of the gain', within(0, 0.1, 'noise')],
    ['0.1 to 0.2', within(0.1, 0.2, 'noise')],
    ['0.2 to 0.3', within(0.2, 0.3, 'noise')],
    ['0.3 to 0.4', within(0.3, 1, 'noise')],
    ['duty below 0.5', within(0, 0.5, 'duty')],
    ['0.5 to 0.7', within(0.5, 0.7, 'duty')],
    ['0.7 and more', within(0.7, 1, 'duty')],
  ]
  return Object.fromEntries(
    groups.map(([name, these]) => [
      name,
      {
        n: these.length,
        ...rate('called silent', these, ({ silent }) => silent),
        ...rate('count within 1', these, ({ spikeCount, rises, window }) => {
          const inView = rises.filter((t) => t >= window.from && t < window.to).length
          return Math.abs(spikeCount - inView) <= 1
        }),
        ...rate('period within 2 %', these, (one) => Math.abs(one.interval / one.period - 1) < 0.02),
      },
    ]),
  )
}

function rate<T>(name: string, all: readonly T[], is: (one: T) => boolean): Record<string, string> {
  const share = all.filter(is).length / all.length
  const error = Math.sqrt((share * (1 - share)) / all.length)
  return { [name]: `${(100 * share).toFixed(1)} ± ${(100 * error).toFixed(1)} %` }
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
