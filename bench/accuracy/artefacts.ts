import { existsSync, readdirSync } from 'node:fs'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { withoutArtefacts } from '../../src-main/signal/artefacts/without-artefacts.ts'
import { findSpikes } from '../../src-main/signal/spikes/find-spikes.ts'
import type { ObservationSource } from '../../src-main/signal/sweep.ts'
import { firingRecording, noiseRecording } from './firing/recordings.ts'
import type { AccuracyOptions } from './options.ts'

/** Sizes of the inserted artefacts: shares of the spike amplitude, and numbers of samples. */
const sizes = [1, 2, 4]
const lengths = [1, 4]
/** Clipping levels, as shares of that amplitude. */
const rails = [0.3, 0.6, 0.9]
/** Folder of the recordings. */
const folders = ['../shared/recordings', '../shared/cases/truth']
/** Sampling intervals for fast spikes, ms. */
const intervals = [0.5, 0.25, 0.1, 0.05, 0.02, 0.01]

/**
 * Artefact detection: false positives on recordings without artefacts (simulated firing neurons, noise alone, fast
 * spikes at low and high rates, real recordings), and the detection rate for inserted artefacts.
 */
export async function artefacts({ traces, seed }: AccuracyOptions): Promise<void> {
  const alarms: Record<string, object> = {}
  const found: Record<string, object> = {}
  for (const unit of ['mV', 'none'] as const) {
    const random = createRandom(seed)
    const name = unit === 'mV' ? 'mV' : 'model units'
    const sources = firing(unit, traces, random)
    alarms[`neurons that fire, ${name}`] = share(sources, hasArtefacts)
    const noise = sources.map((_, k) => noiseRecording(k, unit, random).source)
    alarms[`noise alone, ${name}`] = share(noise, hasArtefacts)
    for (const size of sizes) {
      for (const length of lengths) {
        found[`${name}: ${length} samples, ${size} times a spike`] = share(sources, (source) =>
          isFound(source, { size, length }, random),
        )
      }
    }
    for (const rail of rails) {
      found[`${name}: clipped at ${rail} of a spike`] = share(sources, (source) =>
        isSeenClipped(source, rail),
      )
    }
  }
  for (const interval of intervals) {
    const random = createRandom(seed)
    const sources = Array.from({ length: traces }, () => fastSpikes(interval, random))
    alarms[`fast spikes every ${interval} ms`] = share(sources, hasArtefacts)
  }
  alarms['sweeps recorded'] = share(await recorded(), hasArtefacts)
  console.log(`artefacts seen in recordings without any (seed ${seed})`)
  console.table(alarms)
  console.log('found, from the first sample to the last, of one artefact put into a recording; clipping seen')
  console.table(found)
}

function share(sources: readonly ObservationSource[], is: (source: ObservationSource) => boolean): object {
  const count = sources.filter(is).length
  return { n: sources.length, count, '%': Number(((100 * count) / sources.length).toFixed(1)) }
}

function hasArtefacts(source: ObservationSource): boolean {
  const { strays, rails: held } = withoutArtefacts(source).artefacts
  return strays.length + held.length > 0
}

function firing(unit: 'mV' | 'none', count: number, random: Random): ObservationSource[] {
  const preset = createPrior(rudi2022)
  const values = new Float64Array(preset.parameters.length)
  const draw = (): number[] => {
    preset.sample(random, values, 0)
    return [values[0], values[1]]
  }
  return Array.from({ length: count }, () => firingRecording(draw, unit, random).source)
}

function isFound(
  source: ObservationSource,
  { size, length }: { size: number; length: number },
  random: Random,
): boolean {
  const { levels } = findSpikes(source.samples, source)
  if (!levels) return false
  const by = size * (levels.high - levels.rest) * (random.uniform() < 0.5 ? 1 : -1)
  const at = 20 + Math.floor(random.uniform() * (source.samples.length - 40))
  const samples = source.samples.map((v, i) => (i >= at && i < at + length ? v + by : v))
  const { strays } = withoutArtefacts({ ...source, samples }).artefacts
  return strays.length === 1 && strays[0].from === at && strays[0].to === at + length
}

function isSeenClipped(source: ObservationSource, rail: number): boolean {
  const { levels } = findSpikes(source.samples, source)
  if (!levels) return false
  const highest = levels.rest + rail * (levels.high - levels.rest)
  return hasArtefacts({ ...source, samples: source.samples.map((v) => Math.min(v, highest)) })
}

/** One to 60 spikes 0.15 to 0.5 ms wide and 60 to 130 mV high in 500 ms, in steps of 0.01 to 1 mV. */
function fastSpikes(samplingInterval: number, random: Random): ObservationSource {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random.uniform() * of.length)]
  const [count, step] = [pick([1, 2, 3, 12, 60]), pick([0.01, 0.305, 1])]
  const [width, height] = [0.15 + 0.35 * random.uniform(), 60 + 70 * random.uniform()]
  const peaks = Array.from({ length: count }, (_, k) => 5 + (480 * k) / count + random.uniform())
  const samples = Float64Array.from({ length: Math.round(500 / samplingInterval) }, (_, j) => {
    const near = peaks.map((peak) => j * samplingInterval - peak).find((t) => Math.abs(t) < 3)
    const scale = near !== undefined && near < 0 ? width / 2.2 : width / 1.1
    const spike = near === undefined ? 0 : height * Math.exp(-((near / scale) ** 2))
    return Math.round((-65 + 0.3 * random.normal() + spike) / step) * step
  })
  return { samples, samplingInterval, start: 0, voltageUnit: 'mV' }
}

async function recorded(): Promise<ObservationSource[]> {
  const sources: ObservationSource[] = []
  for (const folder of folders.filter((path) => existsSync(path))) {
    for (const file of readdirSync(folder).filter((name) => /\.(csv|abf)$/.test(name))) {
      const recording = await readRecording(`${folder}/${file}`, file)
      if (recording.places) continue
      const { voltageUnit } = recording.reading
      sources.push(...recording.sweeps.map(({ samples }) => ({ ...recording, samples, voltageUnit })))
    }
  }
  return sources
}
