import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { ReadingChoice } from '../../src-main/contract/recordings.ts'
import { type RecordingData, readRecording } from '../../src-main/recording/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'nagumo-recording-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0

/** Writes a file that is removed after the tests; returns its path. */
export function write(content: string | Uint8Array): string {
  const path = join(folder, `${count++}.csv`)
  writeFileSync(path, content)
  return path
}

/** Reads a text as a recording named cell.csv. */
export function read(content: string | Uint8Array, choice: ReadingChoice = {}): Promise<RecordingData> {
  return readRecording(write(content), 'cell.csv', undefined, choice)
}

/** The error that reading gives; fails where there is none, or where it is not one for people. */
export async function failure(content: string | Uint8Array): Promise<NagumoError> {
  try {
    await read(content)
  } catch (error) {
    if (error instanceof NagumoError) return error
    throw error
  }
  throw new Error('reading was expected to fail')
}

/** A membrane at rest with some noise and a spike in every hundred samples, mV; the same each time. */
export function membrane(n: number): number[] {
  return Array.from({ length: n }, (_, i) => {
    const noise = Math.sin(12.9 * i) + Math.sin(7.3 * i + 1)
    const spike = 90 * Math.exp(-(((i % 100) - 50) ** 2) / 18)
    return Number((-65 + 0.4 * noise + spike).toFixed(4))
  })
}

/** Lines of “time,voltage” every 0.1 ms, without a header. */
export function lines(n: number, separator = ','): string[] {
  return membrane(n).map((v, i) => `${(i / 10).toFixed(1)}${separator}${v}`)
}

/** A table with header and rows. */
export function table(rows: string[], header = 'time_ms,voltage_mV'): string {
  return `${header}\n${rows.join('\n')}\n`
}
