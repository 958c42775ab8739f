import { plain } from '../../contract/quantities.ts'
import { windowText } from '../../contract/report-words.ts'
import type { Series } from '../../contract/series.ts'
import { isTrusted } from '../../contract/series-entry.ts'
import { courseSpec, describeCourse } from '../../figures/charts/over-time/course-chart.ts'
import { quantityOf } from '../../figures/charts/over-time/quantity.ts'
import { rateSpec } from '../../figures/charts/over-time/rate-chart.ts'
import { describeVerdicts, verdictSpec } from '../../figures/charts/over-time/verdict-chart.ts'
import type { CourseParts } from '../../figures/charts/over-time/windows.ts'
import { methodsBlocks } from '../methods/methods-blocks.ts'
import { methodsOfSeries } from '../methods/series-methods.ts'
import { list, plot, quiet, section } from './blocks.ts'
import type { Block, ReportDocument } from './document.ts'
import { appliedPriorTable, provenanceSection } from './provenance.ts'
import { doubtBlocks } from './report/diagnostics.ts'
import { changeTable, windowTable } from './series/tables.ts'

/** Estimates over time as a document: changes, then the courses and the windows. */
export function documentOfSeries(series: Series): ReportDocument {
  const { recording, plan, windows, model, createdAt, complete } = series
  const count =
    windows.length === plan.windows.length
      ? `${windows.length}`
      : `${windows.length} of ${plan.windows.length}`
  return {
    title: `${recording.name} over time`,
    subtitle: `${recording.sweep}, ${windowText(plan)}; ${count} ${plan.windows.length === 1 ? 'window' : 'windows'} of ${plain(plan.length, 4)} ms, ${plain(plan.step, 4)} ms apart; model ${model.name}${complete ? '' : '; stopped before the end'}`,
    createdAt,
    blocks: [
      ...verdictOf(series),
      ...doubtBlocks(recording.doubts),
      ...courseBlocks(series),
      ...section('Changes', changeTable(series)),
      ...section('Windows', windows.length > 0 ? [windowTable(series)] : []),
      ...methodsBlocks(methodsOfSeries(series)),
      ...provenanceBlocks(series),
    ],
  }
}

/** Changes, with a level from the windows' verdicts: all sound, some not, none usable. */
function verdictOf({ windows, changes, plan, complete }: Series): Block[] {
  const trusted = windows.filter(isTrusted)
  const sound = windows.every(({ outcome, level }) => outcome === 'silent' || level === 'ok')
  const level = trusted.length === 0 ? 'unreliable' : sound && complete ? 'ok' : 'caution'
  const [headline = 'No window was estimated.', ...others] = changes.text
  return [{ kind: 'verdict', level, headline }, ...list([...others, ...plan.notes])]
}

function courseBlocks({ windows, plan, parameters, recording }: Series): Block[] {
  if (windows.length === 0) return []
  const parts: CourseParts = {
    windows,
    step: plan.step,
    whole: { from: plan.from, to: plan.to },
    chosen: null,
    timeShown: true,
  }
  const compared = parameters.filter(({ comparable }) => comparable)
  const others = parameters.filter(({ comparable }) => !comparable)
  const derived = compared.filter(
    ({ name }) =>
      recording.voltageUnit !== 'none' &&
      windows.some((one) => one.parameters.some((found) => found.name === name && found.derived.length > 0)),
  )
  const courses = [
    ...compared.map((one) => ({ name: one.name, of: quantityOf(one, windows, false) })),
    ...derived.map((one) => ({ name: `${one.name}-units`, of: quantityOf(one, windows, true) })),
  ]
  return section('Over time', [
    plot('verdicts', 'Verdict of each window.', describeVerdicts(parts), verdictSpec(parts), 90),
    ...courses.map(({ name, of }) =>
      plot(
        `course-${name}`,
        `${of.symbol}${of.unit ? ` (${of.unit})` : ''}, ${of.label}: medians with 90 % intervals; open grey if not reliable, hatched if silent or excluded.`,
        describeCourse(parts, of),
        courseSpec(parts, of),
        170,
      ),
    ),
    plot(
      'rate',
      'Recorded spikes per second, without a model.',
      'Recorded firing rate of each window, Hz.',
      rateSpec(parts),
      150,
    ),
    ...(others.length > 0
      ? [
          quiet(
            `${others.map(({ symbol, meaning }) => `${symbol} (${meaning})`).join(', ')}: ${others.length === 1 ? 'it is estimated' : 'they are estimated'} separately in each window and ${others.length === 1 ? 'has' : 'have'} no time course.`,
          ),
        ]
      : []),
  ])
}

function provenanceBlocks(series: Series): Block[] {
  const { recording, plan, appliedPrior } = series
  const steps = recording.conditioning.map(({ kind }) => kind).join(', ')
  return provenanceSection(
    { ...series, kind: 'Series' },
    {
      data: [
        ['Sweep', `${recording.sweep} (number ${recording.sweepIndex + 1})`],
        ['Stretch', windowText(plan)],
        ['Conditioning', steps || 'none'],
      ],
      prior: [['Prior', appliedPrior ? `“${appliedPrior.name}”` : 'the model’s prior']],
      below: appliedPriorTable(appliedPrior),
    },
  )
}
