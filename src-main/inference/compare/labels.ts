import { fixed } from '../../contract/numbers.ts'
import type { Report } from '../../contract/reports.ts'

type Labelled = Pick<Report, 'createdAt' | 'recording' | 'model'>

/**
 * “cell07.csv, v1” for each report; with the window, the model, the time or a number where labels would be the same.
 */
export function reportLabels(reports: readonly Labelled[]): string[] {
  const parts: ((report: Labelled) => string)[] = [
    ({ recording: { window } }) => `${fixed(window.from, 0)} to ${fixed(window.to, 0)} ms`,
    ({ model }) => model.name,
    ({ createdAt }) => createdAt.slice(0, 16).replace('T', ' '),
  ]
  let labels = reports.map(({ recording }) => `${recording.name}, ${recording.sweep}`)
  for (const part of parts) {
    const shared = labels.map((label) => labels.filter((other) => other === label).length > 1)
    labels = labels.map((label, i) => {
      // Added only where it distinguishes reports that have the same label.
      const alike = reports.filter((_, k) => labels[k] === label)
      const different = new Set(alike.map(part)).size > 1
      return shared[i] && different ? `${label}, ${part(reports[i])}` : label
    })
  }
  return labels.map((label, i) => {
    const before = labels.slice(0, i).filter((other) => other === label).length
    return before > 0 ? `${label} (${before + 1})` : label
  })
}
