// @ts-check

/** The heading that the help begins with; what stands above it is written by hand. */
export const helpStart = '## nagumo\n'

/**
 * The help of all commands as sections of docs/command-line.md.
 * @param {{ command: string, text: string }[]} helps the first of nagumo itself, with the command ''
 */
export function helpSections(helps) {
  return helps
    .map(({ command, text }) => `## ${`nagumo ${command}`.trim()}\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`)
    .join('\n')
}

/** Names of the commands in the help of nagumo itself. @param {string} overview @returns {string[]} */
export function commandsIn(overview) {
  return [...overview.matchAll(/^ {2}([a-z]+) +\S/gm)].map(([, name]) => name)
}

/** The page with its help replaced. @param {string} page @param {string} help */
export function withHelp(page, help) {
  const at = page.indexOf(helpStart)
  return `${(at < 0 ? page : page.slice(0, at)).trimEnd()}\n\n${help}`
}
