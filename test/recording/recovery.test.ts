import { describe, expect, it } from 'vitest'
import { readRecording } from '../../src-main/recording/index.ts'
import { read, write } from './files.ts'

/** A potential in model units and what recovers, or another potential; 100 samples. */
function file(head: string, scale = 1, other = scale): string {
  const rows = Array.from({ length: 100 }, (_, i) => {
    const [u, w] = [2 * Math.sin(i / 9), 1.3 * Math.cos(i / 9)]
    return `${(i / 10).toFixed(1)},${(scale * u).toFixed(4)},${(other * w).toFixed(4)}`
  })
  return [head, ...rows].join('\n')
}

describe('a column named as the recovery variable', () => {
  it.each(['time,V,R', 'time,V,w', 't,u,W', 't,u,v', 'time,voltage,recovery variable'])(
    'is named as that, and kept beside the potential: %s',
    async (head) => {
      const { sweeps, reading, recoveries } = await read(file(head))
      expect(sweeps.map(({ name }) => name)).toEqual([head.split(',')[1]])
      expect(reading.columns.map(({ role }) => role)).toEqual(['time', 'voltage', 'recovery'])
      expect(recoveries).toHaveLength(1)
      expect(recoveries![0]).toMatchObject({ name: head.split(',')[2], sweep: 0 })
      expect(recoveries![0].samples[0]).toBeCloseTo(1.3)
      const doubt = reading.doubts.find(({ about }) => about === 'columns')!
      expect(doubt.text).toContain(`“${head.split(',')[2]}” was read as the recovery variable`)
      expect(doubt.answers?.map(({ label }) => label)).toEqual([
        'Recovery variable',
        'Sweep',
        'Stimulus',
        'Not used',
      ])
      expect(reading.evidence.map(({ conclusion }) => conclusion).join()).toContain('Recovery variable: ')
      const asSweep = await readRecording(write(file(head)), 'cell.csv', undefined, doubt.answers![1].choice)
      expect(asSweep.sweeps).toHaveLength(2)
      expect(asSweep.recoveries).toBeUndefined()
      const confirmed = await readRecording(
        write(file(head)),
        'cell.csv',
        undefined,
        doubt.answers![0].choice,
      )
      expect(confirmed.recoveries).toEqual(recoveries)
    },
  )

  it.each([
    ['of another name', file('time,V,V2')],
    ['in mV', file('time,V,R', 30)],
    ['with a unit', file('time,V_mV,R_mV', 1)],
    ['that goes first', file('time,R,V')],
  ])('is a sweep as before where it is one %s', async (_, text) => {
    expect((await read(text)).sweeps).toHaveLength(2)
  })
})
