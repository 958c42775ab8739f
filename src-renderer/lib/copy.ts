import type { AnyReport } from '../../src-main/report/any-report.ts'
import { methodsOf } from '../../src-main/report/any-report.ts'
import { cellText, copiedTable, toTabs } from '../../src-main/report/document/copied-table.ts'
import { escapeHtml } from '../../src-main/report/html/escape.ts'
import { methodsText } from '../../src-main/report/methods/references.ts'
import { screenNumbers } from '../numbers/screen-numbers.svelte.ts'
import { notices } from './notices.svelte.ts'

/**
 * Copies the table of numbers, with the screen's decimal mark: tab-separated for spreadsheets, and as an HTML table for
 * documents.
 */
export async function copyTable(report: AnyReport): Promise<void> {
  const table = copiedTable(report)
  const { decimal } = screenNumbers.format
  const row = (cells: readonly (string | number)[], tag: 'td' | 'th'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cellText(cell, decimal))}</${tag}>`).join('')}</tr>`
  const html = `<table>${row(table.head, 'th')}${table.rows.map((cells) => row(cells, 'td')).join('')}</table>`
  await copy({ 'text/plain': toTabs(table, decimal), 'text/html': html }, 'The table')
}

/** Copies the methods paragraph with its references. */
export async function copyMethods(report: AnyReport): Promise<void> {
  await copy({ 'text/plain': methodsText(methodsOf(report)) }, 'The methods paragraph')
}

/** Copies a text. @param what as the beginning of a sentence: “The citation” */
export async function copyText(text: string, what: string): Promise<void> {
  await copy({ 'text/plain': text }, what)
}

async function copy(texts: Record<string, string>, what: string): Promise<void> {
  try {
    const blobs = Object.entries(texts).map(([type, text]) => [type, new Blob([text], { type })])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
    notices.say(`${what} was copied`)
  } catch (error) {
    notices.fail(`${what} was not copied`, error)
  }
}
