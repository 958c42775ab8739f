import { heading, paragraph, section } from '../document/blocks.ts'
import type { Block } from '../document/document.ts'
import type { Methods } from './references.ts'

/** The methods paragraph with its references. */
export function methodsBlocks({ text, references }: Methods): Block[] {
  return section('Methods', [
    paragraph(text),
    ...(references.length > 0
      ? [heading('References', 3), { kind: 'list' as const, items: [...references], numbered: true as const }]
      : []),
  ])
}
