import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CalibrationEvent } from '../../src-main/contract/calibration.ts'
import { readCard } from '../../src-main/library/model-format/model-files.ts'
import { makeCalibration } from '../charts/gallery/fixture.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { modelsFolder, temporaryFolder, writeModelFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

const { calibration: network } = makeCalibration(9)
const result = {
  calibration: { network, corrected: null, recalibrated: { ...network, words: 'Better.' } },
  recalibration: { stretch: [1.3, 1, 1, 1], shift: [0, 0, 0, 0], traces: 1000, seed: 4, gain: 0.08 },
}

function calibrating() {
  const asked: object[] = []
  const compute = fakeCompute({
    calibrate: async function* (job): AsyncGenerator<CalibrationEvent> {
      asked.push(job)
      yield { type: 'progress', text: 'checking the calibration: 100 of 1,000 traces' }
      yield { type: 'result', result }
    },
  })
  return { compute, asked }
}

describe('nagumo calibrate', () => {
  it('prints the outcome in words and numbers', async () => {
    const { compute, asked } = calibrating()
    const { code, out, err } = await nagumo(['calibrate', 'rudi-2022'], { compute })
    expect(code).toBe(0)
    expect(err).toEqual([])
    expect(asked).toEqual([expect.objectContaining({ traces: 1000, corrected: 150, seed: 1 })])
    expect(out[0]).toBe(`The network alone: ${network.words}`)
    expect(out[1]).toMatch(/^ +50 % region +80 % region +90 % region +95 % region +MEAN RANK +SPREAD/)
    expect(out[2]).toMatch(/^θ₀ +\d\d\.\d % \* .*p < 0\.001/)
    expect(out[7]).toMatch(/^chance +4\d\.\d–5\d\.\d % .*0\.5 if right/)
    expect(out).toContain(network.parameters.theta0.words)
    expect(out.join('\n')).toContain('gains 0.080 in log density per trace: θ₀ × 1.300 0.000 sd')
    expect(out).toContain('The network, recalibrated: Better.')
    expect(out.join('\n')).not.toContain('After importance sampling')
  })

  it('prints one line of JSON, of the traces and the seed that were asked for', async () => {
    const { compute, asked } = calibrating()
    const args = ['calibrate', 'rudi-2022', '--json', '--traces', '200', '--corrected', '0', '--seed', '7']
    const { code, out } = await nagumo(args, { compute })
    expect(code).toBe(0)
    expect(asked).toEqual([expect.objectContaining({ traces: 200, corrected: 0, seed: 7 })])
    expect(out).toHaveLength(1)
    expect(JSON.parse(out[0])).toEqual({ model: 'rudi-2022', seed: 7, ...result })
  })

  it('keeps what was found on the card of an own model, and changes nothing else', async () => {
    const libraryFolder = await temporaryFolder()
    await writeModelFolder(join(libraryFolder, 'models'), { id: 'mine', name: 'Mine' })
    const folder = join(libraryFolder, 'models', 'mine')
    const before = await readCard(folder)
    const { compute } = calibrating()
    const { code } = await nagumo(['calibrate', 'mine', '--keep'], { compute, libraryFolder })
    expect(code).toBe(0)
    expect(await readCard(folder)).toEqual({ ...before, ...result })
  })

  it('writes to a shipped model only where its folder is named', async () => {
    const shipped = await modelsFolder()
    const card = () => readFile(join(shipped, 'rudi-2022', 'card.json'), 'utf8')
    const before = await card()
    const { compute, asked } = calibrating()
    const refused = await nagumo(['calibrate', 'rudi-2022', '--keep'], { compute, modelsFolder: shipped })
    expect(refused.code).toBe(2)
    expect(refused.err.join()).toMatch(/is a shipped model.*--into/)
    expect(asked).toEqual([])
    expect(await card()).toBe(before)

    const args = ['calibrate', 'rudi-2022', '--keep', '--into', shipped]
    expect((await nagumo(args, { compute, modelsFolder: shipped })).code).toBe(0)
    expect((await readCard(join(shipped, 'rudi-2022'))).calibration?.network?.words).toBe(network.words)
  })

  it.each([
    [['calibrate'], /name of one model/],
    [['calibrate', 'a', 'b'], /name of one model/],
    [['calibrate', 'rudi-2022', '--traces', '10'], /--traces takes a whole number from 100/],
    [['calibrate', 'rudi-2022', '--into', '.'], /--into sets where --keep writes/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, err } = await nagumo(args)
    expect(code).toBe(2)
    expect(err.join()).toMatch(message)
  })
})
