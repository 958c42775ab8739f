import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const program = join(import.meta.dirname, '../../bin/nagumo-workbench.mjs')
const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })

describe('options of nagumo-workbench', () => {
  it.each(['--help', '-h'])('%s prints what it is and its options, and starts nothing', (option) => {
    const { status, stdout, stderr } = run(option)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: nagumo-workbench/)
    expect(stdout).toContain('--no-open')
    expect(stdout).not.toContain('http')
  })

  it.each([
    [['--noopen'], 'There is no option --noopen.'],
    [['--no-open', '-x'], 'There is no option -x.'],
    [['--no-open=yes'], '--no-open takes no value, found “yes”.'],
    [['cell07.csv'], '“cell07.csv” is not expected'],
  ])('%j is refused with its reason', (args, reason) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(reason)
    expect(stderr).toContain('Usage: nagumo-workbench')
  })
})
