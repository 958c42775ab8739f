import { sha256Of } from '../../integrity/sha256.ts'

const start = '{"check":"'
const checkLength = 16

/** A JSON line prefixed by a checksum, which detects truncation and alteration. */
export function checkedLine(value: object): string {
  const rest = JSON.stringify(value).slice(1)
  return `${start}${checkOf(rest)}",${rest}\n`
}

/** Content of such a line; undefined where its checksum differs. */
export function readCheckedLine(line: string): unknown {
  const rest = line.slice(start.length + checkLength + 2)
  const check = line.slice(start.length, start.length + checkLength)
  if (!line.startsWith(start) || check !== checkOf(rest)) return undefined
  try {
    return JSON.parse(`{${rest}`)
  } catch {
    return undefined
  }
}

function checkOf(text: string): string {
  return sha256Of(Buffer.from(text)).slice(0, checkLength)
}
