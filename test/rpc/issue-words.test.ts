import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issueText } from '../../src-main/contract/issue-words.ts'

function textOf(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value)
  return error ? issueText(error) : 'fine'
}

describe('what a schema finds wrong', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    [
      'a type',
      z.object({ n: z.number() }),
      { n: 'many' },
      'at n: a number was expected, and “many” was found',
    ],
    ['nothing', z.object({ n: z.number() }), {}, 'at n: a number was expected, and nothing was found'],
    ['not a number', z.number(), Number.NaN, 'at its start: a number was expected, and NaN was found'],
    [
      'a list',
      z.array(z.string()),
      { a: 1 },
      'at its start: a list was expected, and an object with fields was found',
    ],
    ['too little', z.number().min(16), 3, 'at its start: at least 16 was expected, and 3 was found'],
    ['not positive', z.number().positive(), 0, 'at its start: more than 0 was expected, and 0 was found'],
    ['too long', z.string().max(1), 'abc', 'at its start: at most 1 character was expected, and 3 was found'],
    [
      'too few',
      z.array(z.number()).min(2),
      [1],
      'at its start: at least 2 entries was expected, and 1 was found',
    ],
    ['a choice', z.enum(['s', 'ms']), 'h', 'at its start: one of “s”, “ms” was expected, and “h” was found'],
    ['a literal', z.literal(1), 2, 'at its start: 1 was expected, and 2 was found'],
    ['an unknown field', z.strictObject({}), { x: 1 }, 'at its start: “x” is not an allowed field'],
    ['a form', z.string().regex(/^a$/), 'b', 'at its start: “b” does not have the expected form'],
    [
      'a union',
      z.union([z.number(), z.boolean()]),
      'b',
      'at its start: “b” is not one of the allowed values',
    ],
    ['not whole', z.number().int(), 1.5, 'at its start: a whole number was expected, and 1.5 was found'],
  ])('is told in words: %s', (_name, schema, value, text) => {
    expect(textOf(schema, value)).toBe(text)
  })

  it('keeps the words that a schema brings with it', () => {
    expect(textOf(z.number().min(1, 'one sweep at least'), 0)).toBe('at its start: one sweep at least')
  })

  it('shows nothing that a terminal would obey, and no more than a little', () => {
    const text = textOf(z.number(), `\u001b[2J${'x'.repeat(5000)}`)
    expect(text).not.toMatch(/\p{Cc}/u)
    expect(text.length).toBeLessThan(120)
  })

  it('reaches people through this file alone', () => {
    const sources = readdirSync('src-main', { recursive: true, encoding: 'utf8' }).filter((f) =>
      /\.ts$/.test(f),
    )
    const shows = sources.filter((file) => /\.issues\b/.test(readFileSync(`src-main/${file}`, 'utf8')))
    expect(shows.length).toBeGreaterThan(0)
    for (const file of shows)
      expect(readFileSync(`src-main/${file}`, 'utf8'), file).toMatch(/issue-words|fromIssue|\$ZodError/)
  })
})
