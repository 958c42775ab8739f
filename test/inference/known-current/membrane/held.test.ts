import { describe, expect, it } from 'vitest'
import type { CellProtocol } from '../../../../src-main/contract/cells.ts'
import { fitMembrane } from '../../../../src-main/inference/known-current/fits.ts'
import {
  membraneColumns,
  membraneVoltage,
} from '../../../../src-main/model/known-current/membrane/response.ts'
import { createRandom } from '../../../../src-main/model/random.ts'

const [interval, points, onset, offset] = [0.5, 900, 60, 360]

/**
 * Steps of −58 to 32 pA on a holding current, of a linear cell with sag (200 + 5 − 40 MΩ) whose resistance differs by 4 %
 * (sd) from sweep to sweep. @param drift mV from the first sweep to the last, in E
 */
function heldCell(holding: number, drift: number) {
  const random = createRandom(1000 + holding)
  const amplitudes = Array.from({ length: 6 }, (_, k) => -60 + 18 * k + 2)
  const sweeps = amplitudes.map((amplitude, index) => {
    const command = Float64Array.from({ length: points }, (_, i) => {
      const t = (i + 0.5) * interval
      return holding + (t > onset && t < offset ? amplitude : 0)
    })
    const scale = 1 + 0.04 * random.normal()
    // The potential at the holding current is the same in all sweeps: what differs in the resistance, differs in E.
    const weights = [0.005, 0.2 * scale, -0.04 * scale]
    const rest = -65 - holding * (weights[0] + weights[1] + weights[2]) + (drift * index) / 5
    let noise = 0
    const voltage = membraneVoltage(membraneColumns(command, interval, 15, 160), [rest, ...weights]).map(
      (v) => {
        noise = 0.9 * noise + 0.1 * random.normal()
        return v + noise
      },
    )
    return { name: `Sweep ${index + 1}`, index, command, voltage }
  })
  const protocol: CellProtocol = {
    from: 'file',
    shape: 'step',
    text: 'Steps',
    holding,
    onset,
    offset,
    amplitudes,
  }
  return { family: { samplingInterval: interval, start: interval / 2, sweeps }, protocol }
}

function steady(holding: number, drift: number): string | undefined {
  const { family, protocol } = heldCell(holding, drift)
  return fitMembrane(family, protocol, { random: createRandom(4) }).reasons.find(
    ({ check }) => check === 'membraneSteady',
  )?.level
}

describe('a linear cell held away from 0 pA', () => {
  it.each([-400, -100, 0, 50])('at %i pA does not drift because its resistance scatters', (holding) => {
    expect(steady(holding, 0)).toBe('ok')
  })

  // Told from 4 mV between the thirds of the sweeps, which are 6.4 mV apart.
  it('and a drift of its rest by 8 mV is told', () => {
    expect(steady(-100, 8)).toBe('caution')
  })
})
