import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fakeCompute } from '../services/fake-compute.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

/** A report as the command line writes it. */
async function reportIn(folder: string): Promise<string> {
  const trace = join(folder, 'cell07.csv')
  const rows = Array.from({ length: 1000 }, (_, i) => `${0.2 * i},${Math.sin(i / 9)}`)
  await writeFile(trace, ['time (ms),v', ...rows, ''].join('\n'))
  const out = join(folder, 'reports')
  const { code, err } = await nagumo(
    ['estimate', trace, '--voltage-unit', 'none', '--seed', '1', '--out', out],
    { compute: fakeCompute() },
  )
  expect(code, err.join('\n')).toBe(0)
  const name = (await readdir(out)).find((file) => file.endsWith('.json'))
  return join(out, name ?? '')
}

it('writes each figure of a report in every format, of the size asked for', async () => {
  const folder = await temporaryFolder()
  const report = await reportIn(folder)
  const out = join(folder, 'figures')
  const args = ['--format', 'svg,pdf,png', '--journal', 'nature', '--column', 'double', '--dpi', '100']
  const { code, out: said, err } = await nagumo(['figures', report, '--out', out, ...args])
  expect(code, err.join('\n')).toBe(0)
  const names = await readdir(out)
  expect(said.map((path) => path.slice(out.length + 1)).sort()).toEqual(names.sort())
  for (const end of ['svg', 'pdf', 'png'])
    expect(names.filter((name) => name.endsWith(`.${end}`)).length).toBe(names.length / 3)
  const svg = names.find((name) => name.endsWith('-residuals.svg')) ?? ''
  expect(await readFile(join(out, svg), 'utf8')).toMatch(/<svg[^>]* width="183mm"/)
  const png = await readFile(join(out, svg.replace(/svg$/, 'png')))
  // 183 mm at 100 dpi.
  expect(png.readUInt32BE(16)).toBe(Math.round((183 / 25.4) * 100))
})

it('has scale bars in place of the axes of traces where they are asked for', async () => {
  const folder = await temporaryFolder()
  const report = await reportIn(folder)
  const out = join(folder, 'figures')
  const args = ['--figures', 'trace,residuals', '--scale-bars']
  const { code, err } = await nagumo(['figures', report, '--out', out, ...args])
  expect(code, err.join('\n')).toBe(0)
  const svgOf = async (end: string) => {
    const name = (await readdir(out)).find((file) => file.endsWith(end)) ?? ''
    return readFile(join(out, name), 'utf8')
  }
  expect(await svgOf('-trace.svg')).not.toContain('>time, ms<')
  expect(await svgOf('-trace.svg')).toContain('Scale bars: ')
  expect(await svgOf('-residuals.svg')).toContain('>time, ms<')
})

it('says what is wrong with what was asked, and which figures there are', async () => {
  const folder = await temporaryFolder()
  const report = await reportIn(folder)
  const ask = (...args: string[]) => nagumo(['figures', report, '--out', join(folder, 'figures'), ...args])
  for (const [args, words] of [
    [['--figures', 'nothing'], /no figure “nothing”.*It has .*residuals/],
    [['--column', 'double'], /--column needs --journal/],
    [['--journal', 'nature', '--width', '80'], /not both/],
    [['--journal', 'nature', '--column', 'oneAndAHalf'], /Nature has no such width/],
    [['--width', '5'], /width of a figure is 20 to 600 mm; found 5/],
  ] as const) {
    const { code, err } = await ask(...args)
    expect([code, err[0]]).toEqual([2, expect.stringMatching(words)])
  }
})
