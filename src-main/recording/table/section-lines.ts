/** Words with which programs begin a sweep or end one, on a line without numbers. */
const sections =
  /^["\s]*(sweep|trial|episode|segment|block|series|epoch|trace|durchgang|essai|balayage|ensayo)\b|^["\s]*(sweep|trial|trace|series)[_-]/i
/** Igor's text waves: the clock stands below the numbers. */
const igor = /^\s*(WAVES|BEGIN|END|X)\b/

/**
 * Tells lines between the rows that belong to the file's form from damaged rows: those that stand above the numbers
 * too (but for their digits), and those that name a sweep.
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
