import { expect, it } from 'vitest'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { noisesText } from '../../src-main/contract/estimate-text.ts'
import type { EstimateEvent } from '../../src-main/contract/estimates.ts'
import type { ModelEntry } from '../../src-main/contract/models.ts'
import type { Reason, Report } from '../../src-main/contract/reports.ts'
import { estimateWithNoise } from '../../src-main/jobs/estimate-noise.ts'
import { addNoise } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { preset } from '../support/priors.ts'

/** Answers of the heavy process by the noise that is asked for: the evidence, and whether the sampler converged. */
function answering(of: Record<string, { logEvidence: number; sampling?: Reason['level']; mcmc?: object }>) {
  const asked: string[] = []
  const client = {
    backend: async () => ({ name: 'wasm' }),
    estimate: async function* ({ prior }: { prior?: { noise?: { kind: string } } }) {
      const kind = prior?.noise?.kind ?? 'ar1'
      asked.push(kind)
      const { logEvidence, sampling = 'ok', mcmc } = of[kind]
      const reason = { check: 'sampling', level: sampling, cause: null, text: '', number: '' }
      const parameters = [{ name: kind }]
      yield {
        type: 'result',
        result: {
          parameters,
          diagnostics: { logEvidence, ...(mcmc && { mcmc }) },
          verdict: { level: sampling, headline: '', reasons: [reason] },
        },
      }
    },
  }
  // Of a compute only what an estimate asks is here.
  return { asked, compute: { client: () => client } as unknown as Compute }
}

async function favoured(of: Parameters<typeof answering>[0]): Promise<{ asked: string[]; report: Report }> {
  const samples = new Float64Array(1000)
  preset.neuron.solve([0.4, 0.4], preset.constants, { dt: 0.2, points: 1000, substeps: 4 }, null, samples)
  addNoise(samples, 0, 1000, 0.35, 0.8, createRandom(1))
  const { asked, compute } = answering(of)
  const model = {
    id: 'rudi-2022',
    name: 'Rudi 2022',
    checksum: '',
    prior: rudi2022,
    network: { kind: 'posterior' },
    parameters: [],
  } as unknown as ModelEntry
  const source = {
    recordingId: null,
    recordingName: 'cell.csv',
    sweep: 'u',
    sweepIndex: 0,
    samples,
    samplingInterval: 0.2,
    start: 0,
    voltageUnit: 'none' as const,
  }
  const events: EstimateEvent[] = []
  const work = { source, model, modelFolder: '', noise: 'evidence', seed: 1 }
  for await (const event of estimateWithNoise(compute, '0', work)) events.push(event)
  const last = events.at(-1)
  if (last?.type !== 'report') throw new Error('no report')
  expect(events.filter(({ type }) => type === 'report')).toHaveLength(1)
  return { asked, report: last.report }
}

it('asks for each noise that the data may have, and reports the one with the most evidence', async () => {
  const { asked, report } = await favoured({
    ar1: { logEvidence: -10 },
    white: { logEvidence: -40 },
    ar2: { logEvidence: -16 },
    'white+ar1': { logEvidence: -15.5 },
  })
  expect(asked).toEqual(['ar1', 'white', 'ar2', 'white+ar1'])
  expect(report.parameters[0].name).toBe('ar1')
  expect(report.noises?.decided).toBe(true)
  expect(noisesText(report.noises!)).toBe(
    'The evidence favours AR(1) noise. ln Bayes factors against it: AR(1) 0, white + AR(1) −5.5, AR(2) −6.0, white −30.0.',
  )
})

it('compares no evidence of a sampler that did not converge, and says so', async () => {
  const { report } = await favoured({
    ar1: { logEvidence: -12 },
    white: { logEvidence: -13 },
    ar2: { logEvidence: 500, sampling: 'unreliable' },
    'white+ar1': { logEvidence: -20 },
  })
  expect(report.parameters[0].name).toBe('ar1')
  expect(noisesText(report.noises!)).toBe(
    'The evidence does not decide; AR(1) noise has the most. ln Bayes factors against it: AR(1) 0, white −1.0, white + AR(1) −8.0. Not compared, since importance sampling did not converge: AR(2).',
  )
})

it('compares no evidence where MCMC took over: importance sampling alone tells it', async () => {
  const { report } = await favoured({
    ar1: { logEvidence: -12 },
    white: { logEvidence: -13 },
    ar2: { logEvidence: 500, mcmc: { converged: true } },
    'white+ar1': { logEvidence: -20 },
  })
  expect(report.parameters[0].name).toBe('ar1')
  expect(noisesText(report.noises!)).toMatch(/since importance sampling did not converge: AR\(2\)\.$/)
})

it('where only one was found decides nothing, and where none was compares nothing', async () => {
  const lost = { logEvidence: 0, sampling: 'unreliable' as const }
  const one = await favoured({ ar1: lost, white: lost, ar2: { logEvidence: 1 }, 'white+ar1': lost })
  expect(one.report.parameters[0].name).toBe('ar2')
  expect(noisesText(one.report.noises!)).toMatch(
    /does not decide.*did not converge: AR\(1\), white, white \+ AR\(1\)/,
  )
  const none = await favoured({ ar1: lost, white: lost, ar2: lost, 'white+ar1': lost })
  expect(none.report.parameters[0].name).toBe('ar1')
  expect(noisesText(none.report.noises!)).toBe(
    'The evidence was not compared, since importance sampling did not converge: AR(1), white, AR(2), white + AR(1).',
  )
})
