import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fullCell, fullReport, fullSeries } from '../report/reports.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

async function written(): Promise<{ folder: string; files: string[] }> {
  const folder = await temporaryFolder()
  const files = [fullReport(), fullSeries(), fullCell()].map((one) => ({
    one,
    path: join(folder, `${one.format}.json`),
  }))
  for (const { one, path } of files) await writeFile(path, JSON.stringify(one))
  return { folder, files: files.map(({ path }) => path) }
}

describe('nagumo report', () => {
  it('writes one report in the formats that are named', async () => {
    const { folder, files } = await written()
    const [html, csv] = [join(folder, 'a.html'), join(folder, 'a.csv')]
    expect(await nagumo(['report', files[0], '--html', html, '--csv', csv])).toMatchObject({
      code: 0,
      out: [],
    })
    expect(await readFile(html, 'utf8')).toMatch(/^<!doctype html>/)
    expect(await readFile(csv, 'utf8')).toContain('theta0')
  })

  it('writes several into a folder, and says what one of them has not', async () => {
    const { folder, files } = await written()
    const out = join(folder, 'out')
    const { code, err } = await nagumo(['report', ...files, '--out', out, '--formats', 'html,draws'])
    expect(code).toBe(0)
    expect(err).toContain('cell07.csv: it has no draws; left out.')
    expect((await readdir(out)).map((name) => name.split('.').slice(1).join('.')).sort()).toEqual([
      'draws.csv',
      'draws.csv',
      'html',
      'html',
      'html',
    ])
  })

  it('prints the methods paragraph', async () => {
    const { files } = await written()
    const { code, out } = await nagumo(['report', files[0], '--methods'])
    expect(code).toBe(0)
    expect(out.join('\n')).toMatch(/FitzHugh–Nagumo oscillator \[1, 2\][\s\S]*\[1\] FitzHugh R/)
  })

  it('goes on after one that can’t be read, and fails at the end', async () => {
    const { folder, files } = await written()
    const broken = join(folder, 'broken.json')
    await writeFile(broken, '{"format":"nagumo-report","version":99}')
    const { code, err } = await nagumo(['report', broken, files[0], '--out', join(folder, 'out')])
    expect(code).toBe(1)
    expect(err.join('\n')).toMatch(
      /broken\.json was written by a newer Nagumo \(format 99; this one reads up to 2\): update/,
    )
    expect(await readdir(join(folder, 'out'))).toHaveLength(1)
  })

  it.each([
    [[], /Name at least one report/],
    [['a.json'], /Choose an output/],
    [['a.json', 'b.json', '--html', 'x.html'], /for one report, but there are 2/],
    [['a.json', '--formats', 'html'], /needs --out/],
    [['a.json', '--out', 'x', '--formats', 'docx'], /--formats takes pdf, html/],
  ])('of wrong usage %j says what is right', async (args, said) => {
    const { code, err } = await nagumo(['report', ...args])
    expect(code).toBe(2)
    expect(err.join('\n')).toMatch(said)
  })
})
