import type { FoundLine } from './find-reports.ts'

/** Filter values for a list of saved results, each sorted alphabetically. */
export interface ReportChoices {
  models: string[]
  tags: string[]
  groups: string[]
  /** In the order of the reports. */
  parameters: { name: string; symbol: string }[]
}

export function choicesOf(lines: readonly FoundLine[]): ReportChoices {
  const models = new Set<string>()
  const groups = new Set<string>()
  /** Tags are compared case-insensitively. */
  const tags = new Map<string, string>()
  const parameters = new Map<string, string>()
  for (const { modelName, notes, parameters: named = [] } of lines) {
    if (modelName) models.add(modelName)
    if (notes?.group) groups.add(notes.group)
    for (const tag of notes?.tags ?? []) if (!tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag)
    for (const { name, symbol } of named) if (!parameters.has(name)) parameters.set(name, symbol)
  }
  const sorted = (texts: Iterable<string>) => [...texts].sort(alphabetical.compare)
  return {
    models: sorted(models),
    tags: sorted(tags.values()),
    groups: sorted(groups),
    parameters: [...parameters].map(([name, symbol]) => ({ name, symbol })),
  }
}

const alphabetical = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
