import { type Growth, growthOf } from './memory.ts'

/** Memory of the processes over the work. */
export interface Courses {
  /** @param mb resident memory */
  add(name: string, mb: number): void
  /** The last values, in one line. */
  now(): string
  /** A table, and a sentence for each process whose memory grew. */
  judge(): { lines: string[]; grown: string[] }
}

export function createCourses(): Courses {
  const courses = new Map<string, number[]>()
  return {
    add(name, mb) {
      const samples = courses.get(name) ?? []
      samples.push(mb)
      courses.set(name, samples)
    },
    now: () => [...courses].map(([name, samples]) => `${name} ${inMb(samples.at(-1) ?? 0)}`).join(', '),
    judge() {
      const all = [...courses].map(([name, samples]) => ({
        name,
        readings: samples.length,
        most: Math.max(...samples),
        ...growthOf({ name, samples }),
      }))
      return {
        lines: [
          row('MEMORY', 'EARLY', 'LATE', 'GROWTH', 'MOST', 'READINGS'),
          ...all.map(({ name, early, late, share, most, readings }) =>
            row(name, inMb(early), inMb(late), inPercent(share), inMb(most), String(readings)),
          ),
        ],
        grown: all.filter(({ flat }) => !flat).map(sentenceOf),
      }
    },
  }
}

function sentenceOf({ name, early, late, share }: Growth & { name: string }): string {
  return `the memory of ${name} grew by ${inPercent(share)}, from ${inMb(early)} to ${inMb(late)}`
}

function row(name: string, ...cells: string[]): string {
  return name.padEnd(30) + cells.map((cell) => cell.padStart(11)).join('')
}

const inMb = (mb: number) => `${mb.toFixed(1)} MB`
const inPercent = (share: number) => `${share < 0 ? '−' : ''}${Math.abs(100 * share).toFixed(1)} %`
