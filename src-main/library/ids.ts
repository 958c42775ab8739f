import { randomBytes } from 'node:crypto'
import { Id } from '../contract/common.ts'

/** Whether a text is an id, and so a safe folder name: no separators, no dots, not empty. */
export function isId(text: string): boolean {
  return Id.safeParse(text).success
}

/** A new, unique and readable id: “cell07-3f9a2c1b04”. */
export function newId(of: string): string {
  const stem = slug(of).toLowerCase().slice(0, 60).replace(/-+$/, '')
  return `${stem || 'entry'}-${randomBytes(5).toString('hex')}`
}

/** A text as part of a file name on any system: letters, digits and single hyphens; may be empty. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
