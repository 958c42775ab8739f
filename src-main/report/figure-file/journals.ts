/** A journal's figure requirements, as data. Lengths are mm, text sizes pt. */
export interface JournalPreset {
  id: string
  name: string
  single: number
  oneAndAHalf: number | null
  double: number
  maxHeight: number | null
  minFontSizePt: number
  /** Null where the journal gives no maximum. */
  maxFontSizePt: number | null
  /** Source of the requirements, and whether it was checked. */
  source: string
}

export const journalPresets: readonly JournalPreset[] = [
  {
    id: 'any',
    name: 'Most journals',
    single: 85,
    oneAndAHalf: 114,
    double: 174,
    maxHeight: null,
    minFontSizePt: 7,
    maxFontSizePt: null,
    source: 'The narrowest columns among the journals below, rounded: fits all of them.',
  },
  {
    id: 'nature',
    name: 'Nature',
    single: 89,
    oneAndAHalf: null,
    double: 183,
    maxHeight: 170,
    minFontSizePt: 5,
    maxFontSizePt: 7,
    source:
      'Nature research figure guide, “Building and exporting figure panels”, checked. It asks for text of 5–7 pt.',
  },
  {
    id: 'j-neurosci',
    name: 'The Journal of Neuroscience',
    single: 85,
    oneAndAHalf: 116,
    double: 176,
    maxHeight: 220,
    minFontSizePt: 8,
    maxFontSizePt: 12,
    source:
      'Journal of Neuroscience, “Illustrations” in the information for authors, checked. It asks for text of 8–12 pt.',
  },
  {
    id: 'pnas',
    name: 'PNAS',
    single: 87,
    oneAndAHalf: 114,
    double: 178,
    maxHeight: 225,
    minFontSizePt: 6,
    maxFontSizePt: null,
    source: 'PNAS, digital art guidelines; as commonly quoted, not checked. Check them before you submit.',
  },
  {
    id: 'elsevier',
    name: 'Elsevier journals',
    single: 90,
    oneAndAHalf: 140,
    double: 190,
    maxHeight: 240,
    minFontSizePt: 7,
    maxFontSizePt: null,
    source:
      'Elsevier, “Sizing of artwork”: text of 7 pt checked, the widths as commonly quoted. Check the journal’s own guide.',
  },
]

/** Default text size, pt. */
const usualSize = 8

/** Default text size for a journal: the usual one, limited to the journal's range. @returns pt */
export function usualFontSize(preset: JournalPreset | undefined): number {
  if (!preset) return usualSize
  const { minFontSizePt, maxFontSizePt } = preset
  return Math.max(minFontSizePt, Math.min(usualSize, maxFontSizePt ?? usualSize))
}
