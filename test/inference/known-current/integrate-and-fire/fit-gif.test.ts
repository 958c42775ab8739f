import { describe, expect, it } from 'vitest'
import { type CellProtocol, GifResult } from '../../../../src-main/contract/cells.ts'
import {
  fitGif,
  fitGifBySteps,
} from '../../../../src-main/inference/known-current/integrate-and-fire/fit-gif.ts'
import { predictGif } from '../../../../src-main/inference/known-current/integrate-and-fire/predict-gif.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { readRecording } from '../../../../src-main/recording/index.ts'
import type { Family } from '../../../../src-main/signal/family/family.ts'
import { shared } from '../../../support/shared.ts'

async function cell(file: string, onset: number): Promise<[Family, CellProtocol]> {
  const { sweeps, stimuli, samplingInterval, start } = await readRecording(
    shared(`recordings/${file}`)!,
    file,
  )
  const commands = sweeps.map((_, i) => stimuli.find((s) => s.sweep === i && s.unit === 'pA')!.samples)
  const at = Math.round((onset - start) / samplingInterval) + 20
  return [
    {
      samplingInterval,
      start,
      sweeps: sweeps.map(({ name, samples }, index) => ({
        name,
        index,
        voltage: samples,
        command: commands[index],
      })),
    },
    {
      from: 'file',
      shape: 'step',
      text: '',
      holding: 0,
      onset,
      offset: null,
      amplitudes: commands.map((c) => c[at] - c[0]),
    },
  ]
}

describe.skipIf(!shared('recordings'))('step families of real cells', () => {
  it.each([
    ['171116sh_0018.abf', 146.85, 0.12],
    ['18711001.abf', 823.45, 0.2],
    ['18713001.abf', 823.45, 0.2],
  ])('%s: held-out sweeps are predicted', async (file, onset, countError) => {
    const [family, protocol] = await cell(file, onset)
    const shares: number[] = []
    const steps = fitGifBySteps(family, protocol, { random: createRandom(1) })
    let step = steps.next()
    for (; !step.done; step = steps.next()) shares.push(step.value)
    const result = step.value
    expect(shares.length).toBeGreaterThan(50)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(GifResult.safeParse(result).success).toBe(true)
    expect(result.level).not.toBe('unreliable')
    expect(result.heldOut!.countError).toBeLessThanOrEqual(countError)
    expect(result.heldOut!.latencyError).toBeLessThanOrEqual(2.5)
    expect(result.parameters.map((p) => p.name)).toContain('rIn')
    // Under the strongest step's own command the prediction holds what was recorded, within its band and two spikes.
    const strongest = family.sweeps.length - 1
    const { command } = family.sweeps[strongest]
    const predicted = predictGif(
      result.draws,
      { interval: family.samplingInterval, current: Array.from(command) },
      { random: createRandom(2) },
      protocol,
    )
    const recorded = result.heldOut!.sweeps[strongest].recorded
    expect(Math.abs(predicted.count.mean - recorded)).toBeLessThan(2)
    expect(predicted.notes.filter((n) => n.includes('up to'))).toEqual([])
    const beyond = predictGif(
      result.draws,
      { interval: 0.5, current: [0, 0, 900, 900] },
      { random: createRandom(2) },
      protocol,
    )
    expect(beyond.notes.join()).toContain('extrapolation')
  })

  it.each([
    ['17o05028_ic_steps.abf', 146.85, 'spontaneousSpikes'],
    ['190619B_0003.abf', 47.8, 'spikeSize'],
  ])('%s is refused without parameters', async (file, onset, check) => {
    const [family, protocol] = await cell(file, onset)
    const result = fitGif(family, protocol, { random: createRandom(1) })
    expect(result).toMatchObject({ level: 'unreliable', parameters: [], kernels: [], draws: {}, fI: null })
    expect(result.reasons.filter((r) => r.level === 'unreliable').map((r) => r.check)).toContain(check)
  })
})
