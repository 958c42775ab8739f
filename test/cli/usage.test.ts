import { describe, expect, it } from 'vitest'
import { nagumo } from './terminal.ts'

describe('nagumo', () => {
  it('says what it can do when asked', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { code, out, err } = await nagumo(args)
      expect(code).toBe(0)
      expect(err).toEqual([])
      for (const name of ['estimate', 'simulate', 'models', 'train', 'calibrate'])
        expect(out.join()).toContain(name)
    }
    expect(await nagumo(['--version'])).toMatchObject({ code: 0, out: ['0.1.0'] })
  })

  it('without a command, or with one that there is not, is wrong usage', async () => {
    expect(await nagumo([])).toMatchObject({ code: 2, out: [] })
    const { code, out, err } = await nagumo(['estmate', 'x.csv'])
    expect(code).toBe(2)
    expect(out).toEqual([])
    expect(err.join()).toContain(
      'Known: inspect, estimate, collect, features, predict, report, figures, compare, groups, reproduce, simulate',
    )
    expect((await nagumo(['calibrate'])).code).toBe(2)
  })

  it.each([
    'inspect',
    'estimate',
    'collect',
    'features',
    'predict',
    'report',
    'figures',
    'compare',
    'groups',
    'reproduce',
    'simulate',
    'models',
    'train',
    'calibrate',
    'library',
    'project',
  ])('%s --help says all of its options', async (name) => {
    const { code, out, err } = await nagumo([name, '--help'])
    expect(code).toBe(0)
    expect(err).toEqual([])
    expect(out.join('\n')).toContain(`Usage: nagumo ${name}`)
  })

  it.each([
    [['estimate'], /at least one file/],
    [['estimate', 'a.csv', '--sweep', 'x'], /option --sweep\. Known: .*--sweeps/],
    [['estimate', 'a.csv', '--model'], /--model needs a value/],
    [['estimate', 'a.csv', '--json=yes'], /--json takes no value/],
    [['features'], /at least one file/],
    [['inspect'], /at least one file/],
    [['inspect', 'a.csv', '--gain', '0'], /--gain takes what the amplifier multiplied/],
    [
      ['inspect', 'a.csv', '--columns', 'time,spikes'],
      /--columns takes time, voltage, stimulus, .*sweep, .*other/,
    ],
    [['features', 'a.csv', '--stimulus', '9:3'], /--stimulus takes the earlier time first/],
    [['estimate', 'a.csv', '--window', '120'], /--window takes two times/],
    [['estimate', 'a.csv', '--window', '120:a'], /--window takes a number.*“a”/],
    [['estimate', 'a.csv', '--window', '120:'], /--window takes a number/],
    [['estimate', 'a.csv', '--window', '320:120'], /earlier time first/],
    [['estimate', 'a.csv', '--time-unit', 'days'], /--time-unit takes s, ms, us, ns, min, h; found “days”/],
    [['estimate', 'a.csv', '--voltage-unit', 'kV'], /--voltage-unit takes V, mV, uV, none/],
    [['estimate', 'a.csv', '--sweeps', 'a,,b'], /--sweeps takes all, or names/],
    [['estimate', 'a.csv', '--seed', '-1'], /--seed takes a whole number/],
    [['estimate', 'a.csv', '--seed', '1.5'], /--seed takes a whole number/],
    [['estimate', 'a.csv', '--seed', '4294967296'], /from 0 to 4294967295/],
    [['models', 'all'], /takes export, import or check, or nothing for the list.*“all”/],
    [['models', '--verbose'], /option --verbose/],
    [['simulate'], /--out FILE\.csv/],
    [['simulate', 'a.csv', '--out', 'b.csv'], /reads no file/],
    [['simulate', '--out', 'b.csv', '--count', '0'], /--count takes a whole number from 1/],
    [['simulate', '--out', 'b.csv', '--theta0', 'much'], /--theta0 takes a number/],
    [['simulate', '--out', 'b.csv', '--theta2', '1'], /option --theta2.*--theta0, --theta1, --sigma, --rho/],
    [['simulate', '--out', 'b.csv', '--sigma', '0'], /--sigma must be above 0/],
    [['simulate', '--out', 'b.csv', '--rho', '-1'], /--rho must lie between/],
    [['simulate', '--out', 'b.csv', '--prior'], /--prior needs a value/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, out, err } = await nagumo(args)
    expect(err.join('\n')).toMatch(message)
    expect(err.at(-1)).toBe(`See nagumo ${args[0]} --help.`)
    expect(code).toBe(2)
    expect(out).toEqual([])
  })
})
