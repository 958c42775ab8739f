/** Texts that lie at the root of the program's sources, fetched when they are asked for. */
const texts = import.meta.glob<string>(['../../LICENSE', '../../THIRD-PARTY-NOTICES.md'], {
  query: '?raw',
  import: 'default',
})

export const licenceText = (): Promise<string> => texts['../../LICENSE']()

/** Packages and fonts in the program, with their licences. */
export const noticesText = (): Promise<string> => texts['../../THIRD-PARTY-NOTICES.md']()
