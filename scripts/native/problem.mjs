/** An error whose message states what was expected, what was found and what to do; shown without a stack trace. */
export class Problem extends Error {
  /** @param {string} message @param {{final?: boolean}} [options] final: no other source would help */
  constructor(message, { final = false } = {}) {
    super(message)
    this.final = final
  }
}

/** Formats a number of bytes. @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`
}

/** The last lines of a program's output, as evidence. @param {string} text */
export function lastLines(text, lines = 6) {
  const kept = text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-lines)
  return kept.map((line) => `    ${line}`).join('\n')
}
