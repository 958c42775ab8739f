import { describe, expect, it } from 'vitest'
import { injectedOf, picoamperesIn } from '../../src-main/contract/injected-current.ts'

const named = (...names: string[]) => injectedOf(names.map((name) => ({ name })))?.name ?? null

describe('the injected current', () => {
  it('is told by its name, wherever it stands beside a measured one', () => {
    expect(named('I_meas', 'Cmd 0')).toBe('Cmd 0')
    expect(named('Cmd 0', 'I_meas')).toBe('Cmd 0')
    expect(named('Im (primary)', 'current')).toBe('current')
  })
  it('is the only one there is, whatever its name, and none where names do not tell', () => {
    expect(named('I_meas')).toBe('I_meas')
    expect(named('Cmd 0', 'Cmd 1')).toBeNull()
    expect(named()).toBeNull()
  })
  it('is known in pA by its unit', () => {
    expect([picoamperesIn('nA'), picoamperesIn('picoampere'), picoamperesIn('µA')]).toEqual([1e3, 1, 1e6])
    expect([picoamperesIn('mV'), picoamperesIn(null)]).toEqual([null, null])
  })
})
