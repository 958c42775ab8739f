/** Keywords that start or end a sweep, on a line without numbers. */
const sections =
  /^["\s]*(sweep|trial|episode|segment|block|series|epoch|trace|durchgang|essai|balayage|ensayo)\b|^["\s]*(sweep|trial|trace|series)[_-]/i
/** Igor text waves: the scaling is below the numbers. */
const igor = /^\s*(WAVES|BEGIN|END|X)\b/

/**
 * Distinguishes lines between the rows that belong to the file's format from damaged rows: those that also occur above
 * the numbers (apart from digits), and those that name a sweep.
 * @param above the lines above the first row
 */
export function sectionLines(above: readonly string[]): (line: string) => boolean {
  const known = new Set(above.map(form).filter((line) => line !== ''))
  const isIgor = above[0]?.trim() === 'IGOR'
  return (line) => known.has(form(line)) || sections.test(line) || (isIgor && igor.test(line))
}

function form(line: string): string {
  return line
    .replace(/["\s,;]+/g, ' ')
    .trim()
    .replace(/\d+/g, '#')
}
