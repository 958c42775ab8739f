/** Texts at the root of the program's sources, fetched on demand. */
const texts = import.meta.glob<string>(['../../LICENSE', '../../THIRD-PARTY-NOTICES.md'], {
  query: '?raw',
  import: 'default',
})

export const licenceText = (): Promise<string> => texts['../../LICENSE']()

/** Bundled packages and fonts, with their licences. */
export const noticesText = (): Promise<string> => texts['../../THIRD-PARTY-NOTICES.md']()
