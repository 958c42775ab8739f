import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Comparison } from '../../src-main/contract/comparisons.ts'
import { GroupAnswer } from '../../src-main/contract/groups.ts'
import { madeCondition } from '../inference/groups/made-reports.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

/** Six cells in each of two conditions, θ₀ 0.2 apart, cells 0.03 about it. @param same whether the cells have the same names */
async function study(
  same = false,
): Promise<{ folder: string; groups: string; reports: string; files: string[] }> {
  const folder = await temporaryFolder()
  const reports = join(folder, 'reports')
  await mkdir(reports)
  const rows = ['recording,cell,condition']
  const files: string[] = []
  for (const { name, cells } of [madeCondition('A', 6, 0.3), madeCondition('B', 6, 0.5)]) {
    for (const {
      name: cell,
      reports: [report],
    } of cells) {
      const file = join(reports, `${report.id}.json`)
      await writeFile(file, JSON.stringify(report))
      rows.push(`${report.recording.name},${same ? cell.slice(1) : cell},${name}`)
      files.push(file)
    }
  }
  await writeFile(join(reports, 'broken.json'), '{"format":"nagumo-report","version":2')
  await writeFile(join(folder, 'groups.csv'), rows.join('\n'))
  return { folder, groups: join(folder, 'groups.csv'), reports, files }
}

describe('nagumo groups', () => {
  it('tells an effect in words and numbers, and the same ones again', async () => {
    const { folder, groups, reports } = await study()
    const asked = ['groups', groups, '--reports', reports, '--parameters', 'theta0']
    const { code, out, err } = await nagumo([
      ...asked,
      '--csv',
      join(folder, 'o.csv'),
      '--svg',
      join(folder, 'o.svg'),
    ])
    expect(err.join('\n')).toContain('broken.json is skipped. Expected an intact report')
    expect(code).toBe(0)
    expect(out.join('\n')).toMatch(/θ₀ is 0\.\d+ higher in B than in A \(90 % interval 0\.\d+ to 0\.\d+\)/)
    expect(await readFile(join(folder, 'o.csv'), 'utf8')).toContain('theta0,,difference,effect,B,A')
    expect(await readFile(join(folder, 'o.svg'), 'utf8')).toContain('B: centre')
    const [first, second] = [await nagumo([...asked, '--json']), await nagumo([...asked, '--json'])]
    expect(first.out).toEqual(second.out)
    const answer = GroupAnswer.parse(JSON.parse(first.out[0]))
    const { effect, told, probabilityHigher } = answer.parameters[0].effects[0]
    expect(answer.parameters[0].sampling.converged).toBe(true)
    expect(told).toBe(true)
    expect(probabilityHigher).toBeGreaterThan(0.99)
    // Means of six cells of sd 0.036 each: the difference's sd is 0.021, four of them.
    expect(Math.abs(effect.q50 - 0.2)).toBeLessThan(0.084)
  })

  it('compares within cells where they are in both conditions, unless that is not wanted', async () => {
    const { folder, groups, reports } = await study(true)
    const asked = ['groups', groups, '--reports', reports, '--parameters', 'theta0']
    const { code, out, err } = await nagumo([...asked, '--csv', join(folder, 'o.csv')])
    expect(code).toBe(0)
    expect(out.join('\n')).toMatch(/higher in B than in A within cells \(90 % interval .*; 6 paired cells\)/)
    expect(err.join('\n')).toContain('6 cells are in both conditions and taken as the same')
    const csv = await readFile(join(folder, 'o.csv'), 'utf8')
    expect(csv.match(/cell_effect,B,A/g)).toHaveLength(6)
    expect(csv).toContain('difference_sd')
    const apart = await nagumo([...asked, '--unpaired', '--json'])
    const { parameters, cautions } = GroupAnswer.parse(JSON.parse(apart.out[0]))
    expect(parameters[0].paired).toBeUndefined()
    expect(parameters[0].effects[0].text).not.toContain('within cells')
    expect(cautions.join(' ')).toContain('taken as different cells')
  })

  it('stops when it is interrupted', async () => {
    const { groups, reports } = await study()
    const signal = AbortSignal.abort()
    const { code, err } = await nagumo(['groups', groups, '--reports', reports], { signal })
    expect(code).toBe(1)
    expect(err.join('\n')).toContain('Stopped')
  })

  it('refuses a table with one condition', async () => {
    const { folder, reports } = await study()
    const one = join(folder, 'one.csv')
    await writeFile(one, 'recording,cell,condition\na0.csv,1,A\n')
    const { code, err } = await nagumo(['groups', one, '--reports', reports])
    expect(code).toBe(1)
    expect(err.join('\n')).toContain('has one condition, “A”')
  })
})

describe('nagumo compare', () => {
  it('holds reports against each other', async () => {
    const { folder, files } = await study()
    const { code, out } = await nagumo([
      'compare',
      files[0],
      files[6],
      files[7],
      '--json',
      '--svg',
      join(folder, 'c.svg'),
    ])
    expect(code).toBe(0)
    const { parameters, reports } = Comparison.parse(JSON.parse(out[0]))
    expect(reports.map(({ label }) => label)).toEqual(['a0.csv, v1', 'b0.csv, v1', 'b1.csv, v1'])
    expect(parameters[0].differences).toHaveLength(3)
    const { difference } = parameters[0].differences[0]
    // Independent posteriors of sd 0.02: their difference has √2 times as much, known to 400 draws.
    expect(difference.sd).toBeGreaterThan(0.02 * Math.SQRT2 * (1 - 4 / Math.sqrt(800)))
    expect(difference.sd).toBeLessThan(0.02 * Math.SQRT2 * (1 + 4 / Math.sqrt(800)))
    expect(await readFile(join(folder, 'c.svg'), 'utf8')).toContain('b1.csv, v1')
  })

  it('takes two reports at least, and what is one', async () => {
    const { groups, files } = await study()
    expect((await nagumo(['compare', files[0]])).code).toBe(2)
    const { code, err } = await nagumo(['compare', files[0], groups])
    expect(code).toBe(1)
    expect(err.join('\n')).toContain('Expected an intact report: groups.csv')
  })
})
