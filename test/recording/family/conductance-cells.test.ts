import { describe, expect, it } from 'vitest'
import { fitMembrane } from '../../../src-main/inference/known-current/fits.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { readFamily } from '../../../src-main/recording/family/read-family.ts'
import { familySpikes } from '../../../src-main/signal/family/family-spikes.ts'
import { measureFamily } from '../../../src-main/signal/family/measure-family.ts'
import {
  bridge,
  type ConductanceCell,
  conductanceCells,
  recordedCell,
  stepOf,
} from './cells/conductance-cells.ts'

const cells = conductanceCells()
const names = Object.keys(cells)
/** Those whose drift is seen in the sweeps that are kept. */
const drifting = ['driftrandom', 'thresholddrift']

async function features(cell: ConductanceCell, commands?: Float64Array[]) {
  const { family, protocol } = await readFamily(recordedCell(cell, 1, commands))
  return { family, protocol, ...measureFamily(family, protocol) }
}

async function doubtsOf(cell: ConductanceCell, commands?: Float64Array[]): Promise<string[]> {
  return ((await features(cell, commands)).doubts ?? []).map(({ code }) => code)
}

const of = (cell: ConductanceCell, change: (amplitude: number, place: number) => number, late = 0) =>
  cell.amplitudes.map((amplitude, place) => stepOf(change(amplitude, place), cell.holding, late))

describe('conductance-based cells under steps', () => {
  it.each(names)('%s: spikes are those of the fine simulation', async (name) => {
    const { family } = await features(cells[name])
    // Noise and the return from a strong step are no spikes, a rebound is one.
    expect(familySpikes(family).map(({ times }) => times.length)).toEqual(cells[name].counts)
  })

  it.each(names)('%s: the right current is not doubted, and a drift of the cell is told', async (name) => {
    expect(await doubtsOf(cells[name])).toEqual(drifting.includes(name) ? ['CELL_DRIFTS'] : [])
  })

  it('of a nearly linear cell the interval of the input resistance holds what small steps tell', async () => {
    const { summary } = await features(cells.rs)
    const { interval, note } = summary.find((one) => one.name === 'input_resistance')!
    expect(interval!.from).toBeLessThan(cells.rs.R + bridge)
    expect(interval!.to).toBeGreaterThan(cells.rs.R + bridge)
    expect(note).not.toContain('changes with the voltage')
  })

  it('of one that bends the note says so, and has a resistance at rest that is nearer', async () => {
    for (const name of ['wb', 'sag']) {
      const { summary } = await features(cells[name])
      const { value, note } = summary.find((one) => one.name === 'input_resistance')!
      const atRest = Number(/has (\d+) MΩ at rest/.exec(note!)![1])
      const truth = cells[name].R + bridge
      expect(Math.abs(atRest - truth)).toBeLessThan(Math.abs(value! - truth))
    }
    const { summary } = await features(cells.wb)
    expect(summary.find((one) => one.name === 'input_resistance')!.note).toContain('all of them below rest')
  })
})

describe('a current that the voltage contradicts', () => {
  const { rs, sag } = cells
  it.each([
    ['its sign turned', 'CURRENT_SIGN', of(rs, (a) => -a)],
    ['sweeps in the reverse order', 'CURRENT_SIGN', of(rs, (_, k) => rs.amplitudes.at(-1 - k)!)],
    ['nA for pA', 'CURRENT_UNIT', of(rs, (a) => a / 1000)],
    ['pA for nA', 'CURRENT_UNIT', of(rs, (a) => a * 1000)],
    ['amplitudes of one step more', 'CURRENT_OFFSET', of(rs, (a) => a + 25)],
    ['10 ms late', 'CURRENT_SHIFTED', of(rs, (a) => a, 10)],
    ['10 ms early', 'CURRENT_SHIFTED', of(rs, (a) => a, -10)],
  ])('%s', async (_, code, commands) => {
    expect(await doubtsOf(rs, commands)).toContain(code)
  })

  it('the delay of the answer is told to a millisecond and a half, of a cell with sag too', async () => {
    for (const cell of [rs, sag]) {
      for (const late of [-12, 12]) {
        const { doubts = [] } = await features(
          cell,
          of(cell, (a) => a, late),
        )
        const text = doubts.find(({ code }) => code === 'CURRENT_SHIFTED')!.text
        const [, size, when] = /steps (\S+) ms (before|after)/.exec(text)!
        expect(Math.abs(Number(size) - 12)).toBeLessThanOrEqual(1.5)
        expect(when).toBe(late > 0 ? 'before' : 'after')
      }
    }
  })
})

describe('the membrane of a cell whose silent steps are all below rest', () => {
  it('is told with a doubt where its resistance changes towards rest', async () => {
    const checks = async (cell: ConductanceCell) => {
      const { family, protocol } = await features(cell)
      return fitMembrane(family, protocol, { random: createRandom(1) }).reasons.filter(
        ({ level }) => level !== 'ok',
      )
    }
    expect((await checks(cells.wb)).map(({ check }) => check)).toContain('membraneOneSided')
    expect(await checks(cells.rs)).toEqual([])
  })
})

describe('the membrane of cells that are held away from 0 pA', () => {
  const steadyOf = async (name: string) => {
    const { family, protocol } = await features(cells[name])
    return fitMembrane(family, protocol, { random: createRandom(1) }).reasons.find(
      ({ check }) => check === 'membraneSteady',
    )?.level
  }

  // −100, −60 and 50 pA; E without the holding current would lie up to 45 mV away, where no sweep was.
  it.each(['heldlow', 'held', 'heldsag', 'heldhigh'])('%s: does not drift', async (name) => {
    expect(await steadyOf(name)).toBe('ok')
  })

  it('a drift of one by 8 mV over 17 sweeps is told where nearly all of it is seen', async () => {
    const { family, protocol } = await features(cells.helddrift)
    // The file has the silent half of the sweeps; they drift by 3.5 mV, and as much is added.
    const added = family.sweeps.map((sweep, k) => ({
      ...sweep,
      voltage: sweep.voltage.map((v) => v + 0.5 * k),
    }))
    const { reasons } = fitMembrane({ ...family, sweeps: added }, protocol, { random: createRandom(1) })
    expect(reasons.find(({ check }) => check === 'membraneSteady')?.level).toBe('caution')
  })
})

describe('a cell whose only spikes are rebound ones after hyperpolarizing steps', () => {
  it('has its membrane measured until the end of these steps', async () => {
    const { rebound } = cells
    expect(rebound.counts.filter((count) => count > 0).length).toBeGreaterThan(3)
    const { family, protocol } = await features(rebound)
    const { level, reasons, parameters } = fitMembrane(family, protocol, { random: createRandom(1) })
    expect(level).not.toBe('unreliable')
    expect(reasons.find(({ check }) => check === 'membraneSweeps')?.number).toMatch(
      /10 sweeps are used, 0 have spikes; sweep 1, sweep 2, .* until the end of the step, after which they have spikes/,
    )
    const { q05, q95 } = parameters.find(({ name }) => name === 'rIn')!.posterior
    const truth = rebound.R + bridge
    expect(q05).toBeLessThan(truth)
    expect(q95).toBeGreaterThan(truth)
  })
})

describe('currents of files', () => {
  const { rs } = cells
  const whole = recordedCell(rs, 2)

  it('commands beside measured currents, a column for each sweep, are taken by their names in order', async () => {
    const columns = (prefix: string) =>
      whole.stimuli.map((one, k) => ({ ...one, name: `${prefix}${k + 1}_pA`, sweep: null }))
    const { protocol } = await readFamily({ ...whole, stimuli: [...columns('Icmd'), ...columns('Im')] })
    expect(protocol.amplitudes).toEqual(rs.amplitudes)
    expect(protocol.doubts).toMatchObject([{ code: 'CURRENT_CHOSEN' }])
    expect(protocol.doubts![0].text.length).toBeLessThan(300)
    const unnamed = { ...whole, stimuli: [...columns('A'), ...columns('B')] }
    await expect(readFamily(unnamed)).rejects.toThrow('“A1_pA”, “A2_pA”, “A3_pA” and 31 more')
  })

  it('sweeps that end during the step are still steps', async () => {
    const ends = rs.amplitudes.map((_, k) => (k % 2 === 0 ? 4500 : 3000))
    const cut = (samples: Float64Array, k: number) => samples.map((x, i) => (i < ends[k] ? x : Number.NaN))
    const sweeps = await Promise.all(
      whole.sweeps.map(async (one, k) => {
        const samples = cut(await one.samples(), k)
        return { ...one, samples: () => samples }
      }),
    )
    const stimuli = await Promise.all(
      whole.stimuli.map(async (one, k) => {
        const samples = cut(await one.samples(), k)
        return { ...one, samples: () => samples }
      }),
    )
    const { protocol } = await readFamily({ ...whole, sweeps, stimuli })
    expect(protocol).toMatchObject({ shape: 'step', onset: 200, offset: 700, amplitudes: rs.amplitudes })
  })

  it('a measured current whose noise is slower than its samples is a step, and said to be measured', async () => {
    const random = createRandom(5)
    const decay = Math.exp(-0.2)
    const measured = rs.amplitudes.map((amplitude) => {
      let [noise, level] = [0, 0]
      return stepOf(amplitude, 0).map((x) => {
        noise = decay * noise + 2 * Math.sqrt(1 - decay * decay) * random.normal()
        level += (x - level) * (1 - Math.exp(-0.2 / 1.5))
        return level + noise
      })
    })
    const { protocol } = await readFamily(recordedCell(rs, 2, measured))
    expect(protocol).toMatchObject({ shape: 'step', doubts: [{ code: 'CURRENT_MEASURED' }] })
    protocol.amplitudes.forEach((found, k) => {
      expect(Math.abs(found - rs.amplitudes[k])).toBeLessThan(1)
    })
    expect(protocol.onset).toBeGreaterThan(199)
    expect(protocol.onset).toBeLessThan(203)
  })
})
