/** A failure whose message says what was expected, what was found and what to do; shown without a stack. */
export class Problem extends Error {
  /** @param {string} message @param {{final?: boolean}} [options] final: no other source would help */
  constructor(message, { final = false } = {}) {
    super(message)
    this.final = final
  }
}

/** A number of bytes as people say it. @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`
}

/** The end of a program's output, as evidence. @param {string} text */
export function lastLines(text, lines = 6) {
  const kept = text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-lines)
  return kept.map((line) => `    ${line}`).join('\n')
}
