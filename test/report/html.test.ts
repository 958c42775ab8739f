import { describe, expect, it } from 'vitest'
import { Report } from '../../src-main/contract/reports.ts'
import { documentOf } from '../../src-main/report/any-report.ts'
import { documentToHtml } from '../../src-main/report/html/document-to-html.ts'
import { cycleReport } from '../support/cycle/cycle-report.ts'
import { fullCell, fullReport, fullSeries } from './reports.ts'

const voids = new Set(['meta', 'br', 'hr', 'link', 'img'])

/** Every tag of a page with its attributes, read strictly: no stray brackets, every attribute quoted, all tags closed. */
function tagsOf(page: string): { name: string; attributes: Record<string, string> }[] {
  const open: string[] = []
  const found: { name: string; attributes: Record<string, string> }[] = []
  const rest = page.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/, '<style></style>')
  const between = rest.split(/<[^<>]*>/)
  for (const text of between) expect(text).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#39);)/)
  for (const [tag] of rest.matchAll(/<[^<>]*>/g)) {
    const closing = /^<\/([a-zA-Z0-9]+)>$/.exec(tag)
    if (closing) {
      expect(open.pop()).toBe(closing[1])
      continue
    }
    const parsed = /^<([a-zA-Z0-9]+)((?:\s+[a-zA-Z:-]+="[^"<>]*")*)\s*(\/?)>$/.exec(tag)
    if (!parsed) throw new Error(`not a tag: ${tag.slice(0, 200)}`)
    const [, name, attributes, selfClosed] = parsed
    found.push({
      name,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([a-zA-Z:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      ),
    })
    if (!selfClosed && !voids.has(name)) open.push(name)
  }
  expect(open).toEqual([])
  return found
}

const hostile = `<script>alert("1")</script>'&amp;<img src=x onerror=alert(1)>\u0000.csv`

function hostileReport(): Report {
  const base = fullReport()
  return {
    ...base,
    recording: { ...base.recording, name: hostile, sweep: hostile, steps: [hostile] },
    model: { ...base.model, name: hostile },
    parameters: base.parameters.map((one) => ({ ...one, symbol: hostile, unit: hostile, meaning: hostile })),
    verdict: { ...base.verdict, headline: hostile },
  }
}

const pages = [
  ['a report', fullReport()],
  ['a spike cycle', Report.parse(cycleReport())],
  ['a series', fullSeries()],
  ['a cell', fullCell()],
  ['hostile names', hostileReport()],
] as const

describe('a document as HTML', () => {
  it.each(pages)('of %s is whole, loads nothing, runs nothing, and has ids of their own', (_, report) => {
    const page = documentToHtml(documentOf(report))
    const tags = tagsOf(page)
    const names = new Set(tags.map(({ name }) => name))
    for (const forbidden of ['script', 'img', 'link', 'iframe', 'object', 'embed', 'use', 'image', 'a'])
      expect(names).not.toContain(forbidden)
    for (const { attributes } of tags) {
      for (const [key, value] of Object.entries(attributes)) {
        expect(key).not.toMatch(/^on|^style$|href$|^src/)
        if (key === 'xmlns') expect(value).toBe('http://www.w3.org/2000/svg')
        // What a figure refers to is in the page.
        else if (/url\(/.test(value)) expect(value).toMatch(/^url\(#[\w-]+\)$/)
      }
    }
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import/)
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    const meta = tags.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')
    expect(meta?.attributes.content).toMatch(/^default-src &#39;none&#39;;|^default-src 'none';/)
  })

  it.each(pages)(
    'of %s says its structure: headings in order, heads of rows and columns, captions',
    (_, report) => {
      const tags = tagsOf(documentToHtml(documentOf(report)))
      const levels = tags.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? Number(name[1]) : []))
      expect(levels[0]).toBe(1)
      expect(levels.filter((level) => level === 1)).toHaveLength(1)
      levels.slice(1).forEach((level, i) => {
        expect(level - levels[i]).toBeLessThanOrEqual(1)
      })
      const count = (name: string): number => tags.filter((tag) => tag.name === name).length
      expect(count('caption')).toBe(count('table'))
      expect(count('figcaption')).toBe(count('figure'))
      expect(count('figure')).toBe(count('svg'))
      for (const { name, attributes } of tags)
        if (name === 'th') expect(['col', 'row']).toContain(attributes.scope)
    },
  )

  it('shows hostile names as they are', () => {
    const page = documentToHtml(documentOf(hostileReport()))
    expect(page).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;amp;&lt;img src=x onerror=alert(1)&gt;.csv',
    )
  })

  it('is the same for the same report', () => {
    for (const [, report] of pages)
      expect(documentToHtml(documentOf(report))).toBe(documentToHtml(documentOf(structuredClone(report))))
  })
})
