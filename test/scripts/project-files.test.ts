import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { engines, license, version } from '../../package.json'
import { isWithin } from '../../scripts/steps/node-versions.mjs'

// By a name that the compiler does not follow: types hold also where this tool is not installed yet.
const tool: string = 'yaml'
const { parse }: { parse(text: string): unknown } = await import(tool)
const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

test('CITATION.cff names this version, the paper and the poster', () => {
  const Work = z.object({ title: z.string(), authors: z.array(z.record(z.string(), z.string())).min(1) })
  const citation = z
    .object({
      ...Work.shape,
      'cff-version': z.literal('1.2.0'),
      message: z.string(),
      version: z.literal(version),
      license: z.literal(license),
      'preferred-citation': z.object({ ...Work.shape, type: z.string(), year: z.literal(2022) }).loose(),
      references: z.array(z.object({ ...Work.shape, type: z.string() })),
    })
    .parse(parse(read('CITATION.cff')))
  const paper = citation['preferred-citation']
  expect(paper.authors.map((author) => author['family-names'])).toEqual(['Rudi', 'Bessac', 'Lenzi'])
  expect(paper).toMatchObject({ volume: 145, start: 781, end: 808 })
  expect(citation.references[0].title).toBe('Deep Learning for Parameter Estimation in Neuronal Dynamics')
})

test('no test has a time limit of its own, which a busy machine may reach: vitest.config.ts has them all', () => {
  const folder = new URL('../', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.ts'),
  )
  expect(files.length).toBeGreaterThan(300)
  const limited = files.filter((name) =>
    /^\s*\}, [\d_]{4,}\)$|(test|hook)Timeout:|\btimeout: \d/m.test(
      readFileSync(new URL(name, folder), 'utf8'),
    ),
  )
  expect(limited).toEqual([])
})

const forms = readdirSync(new URL('../../.github/ISSUE_TEMPLATE', import.meta.url)).filter(
  (name) => name !== 'config.yml',
)

test.each(forms)('the issue form %s is one', (name) => {
  const form = z
    .object({
      name: z.string(),
      description: z.string(),
      labels: z.array(z.string()),
      body: z.array(
        z.object({
          type: z.enum(['textarea', 'input', 'dropdown', 'checkboxes', 'markdown']),
          id: z.string().regex(/^[a-z-]+$/),
          attributes: z.object({ label: z.string() }).loose(),
        }),
      ),
    })
    .parse(parse(read(`.github/ISSUE_TEMPLATE/${name}`)))
  const ids = form.body.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the workflow runs on every system, and on every Node that package.json supports', () => {
  const workflow = z
    .object({
      jobs: z.object({
        test: z.object({
          strategy: z.object({ matrix: z.object({ os: z.array(z.string()), node: z.array(z.number()) }) }),
          steps: z.array(z.object({ run: z.string().optional() }).loose()),
        }),
      }),
    })
    .parse(parse(read('.github/workflows/test.yml')))
  const { strategy, steps } = workflow.jobs.test
  expect(strategy.matrix.os).toEqual(['ubuntu-latest', 'macos-latest', 'windows-latest'])
  expect(strategy.matrix.node).toEqual([20, 22, 24])
  for (const node of strategy.matrix.node) expect(isWithin(`${node}.99.0`, engines.node)).toBe(true)
  const commands = steps.flatMap(({ run }) => run ?? [])
  for (const command of ['npm run lint', 'npm run check', 'npm test']) {
    expect(commands.some((run) => run.startsWith(command))).toBe(true)
  }
})
