import { createRouterClient } from '@orpc/server'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { createComputeRouter } from '../../src-main/compute/router.ts'
import type { Series, SeriesWindow } from '../../src-main/contract/series.ts'
import { isTrusted } from '../../src-main/contract/series-entry.ts'
import { estimateWindows } from '../../src-main/jobs/over-time/estimate-windows.ts'
import { planWindows, type WindowsOptions } from '../../src-main/jobs/over-time/plan-windows.ts'
import { createSeriesDraft } from '../../src-main/jobs/over-time/series-draft.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { longRecording, usualLongRecording } from '../support/long-recording.ts'

const { samplingInterval, timeScale, theta1 } = usualLongRecording
/** ms */
const length = 160

async function estimateOverTime(samples: Float64Array, options: WindowsOptions): Promise<Series> {
  const library = await openLibrary('none', 'models')
  const model = await library.models.get('recording')
  const source = {
    recordingId: null,
    recordingName: 'simulated.csv',
    sweep: 'V',
    sweepIndex: 0,
    samples,
    samplingInterval,
    start: 0,
    voltageUnit: 'mV' as const,
  }
  const plan = planWindows(source, model.prior, { windowLength: length, ...options })
  const subject = { source, model, conditioning: [], prior: null, seed: 3, plan, version: 'test' }
  const draft = createSeriesDraft(subject)
  const client = createRouterClient(createComputeRouter())
  const compute: Compute = { client: () => client, close: async () => undefined }
  const modelFolder = await library.models.folderOf(model.id)
  for await (const _ of estimateWindows(compute, { ...subject, modelFolder }, draft));
  return draft.series()
}

const posteriorOf = ({ parameters }: SeriesWindow, name: string) =>
  parameters.find((one) => one.name === name)!.posterior
const middle = ({ window }: SeriesWindow): number => 0.5 * (window.from + window.to)

describe('parameters over time, of simulated recordings of one neuron', () => {
  const drift = (t: number): number => 0.3 + 0.2 * (t / 3520)
  let drifting: Series
  let constant: Series

  beforeAll(async () => {
    const step = length
    drifting = await estimateOverTime(longRecording({ length: 3520, theta0: drift }), { step })
    constant = await estimateOverTime(longRecording({ length: 2560, seed: 12 }), { step })
  })

  it('follow a drift of θ₀: the medians go up with it', () => {
    expect(drifting.windows).toHaveLength(22)
    const trusted = drifting.windows.filter(isTrusted)
    expect(trusted.length).toBeGreaterThanOrEqual(20)
    for (const window of trusted) {
      const { q50, sd } = posteriorOf(window, 'theta0')
      expect(Math.abs(q50 - drift(middle(window)))).toBeLessThan(4 * sd)
      // A fifth of the drift: what is seen is not the prior.
      expect(sd).toBeLessThan(0.04)
    }
  })

  it('name what drifts, and from where to where', () => {
    const { text, parameters } = drifting.changes
    expect(parameters.find(({ name }) => name === 'theta0')?.kind).toBe('steady')
    const told = text.find((sentence) => sentence.startsWith('θ₀ rises steadily from 0.'))
    expect(told).toMatch(/ to 0\.\d+ ± 0\.\d+ between 80 and 3440 ms\.$/)
    const [before, after] = [...told!.matchAll(/0\.\d+(?= ±)/g)].map(([number]) => Number(number))
    expect(before).toBeCloseTo(drift(80), 1)
    expect(after).toBeCloseTo(drift(3440), 1)
    expect(parameters.find(({ name }) => name === 'theta1')?.kind).toBe('none')
    expect(parameters.find(({ name }) => name === 'tau')?.kind).toBe('none')
    // Where in its cycle a window begins is in no test.
    expect(parameters.map(({ name }) => name)).not.toContain('phase')
  })

  it('say that nothing changes where nothing does', () => {
    expect(constant.windows).toHaveLength(16)
    expect(constant.changes.tested.length).toBeGreaterThanOrEqual(14)
    expect(constant.changes.text[0]).toBe('No parameter changes by more than its uncertainty.')
  })

  it('cover the truth with about 90 % of their bands', () => {
    const scale = constant.plan.rescaling.timeScale
    const truths: [string, Series, (window: SeriesWindow) => number][] = [
      ['theta0', drifting, (window) => drift(middle(window))],
      ['theta0', constant, () => usualLongRecording.theta0(0)],
      ['theta1', drifting, () => theta1],
      ['theta1', constant, () => theta1],
      ['tau', drifting, () => timeScale / drifting.plan.rescaling.timeScale],
      ['tau', constant, () => timeScale / scale],
    ]
    const inside = truths.flatMap(([name, { windows }, truth]) =>
      windows.filter(isTrusted).map((window) => {
        const { q05, q95 } = posteriorOf(window, name)
        return truth(window) > q05 && truth(window) < q95
      }),
    )
    const coverage = inside.filter(Boolean).length / inside.length
    // Of 38 windows; their three parameters go together, so that the standard error is that of 38: 4.9 %. Three of them.
    expect(inside.length).toBeGreaterThan(100)
    expect(coverage).toBeGreaterThan(0.75)
    expect(coverage).toBeLessThan(1)
  })

  it('are of the windows alone: one again, by its seed, is the same', async () => {
    const third = constant.windows[3]
    const again = await estimateOverTime(longRecording({ length: 2560, seed: 12 }), {
      step: length,
      rescaling: constant.plan.rescaling,
      to: third.window.to,
    })
    expect(again.windows[3].parameters).toEqual(third.parameters)
  })
})
