import { createResults, keepInPlace } from '../jobs/results.ts'
import { createTurns } from '../jobs/turns.ts'
import { batchServices } from './batches.ts'
import { cellServices } from './cells.ts'
import { compareServices } from './compare.ts'
import { crossCheckServices } from './cross-check.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import { estimateServices } from './estimates.ts'
import { figureServices } from './figures.ts'
import { groupServices } from './groups.ts'
import { libraryServices } from './library.ts'
import { modelServices } from './models.ts'
import { createOpenedPaths } from './opened.ts'
import { overTimeServices } from './over-time.ts'
import { projectServices } from './projects.ts'
import { recordingServices } from './recordings.ts'
import { reportServices } from './reports.ts'
import { createRunningWorks, runningServices } from './running.ts'
import { seriesServices } from './series.ts'
import { systemServices } from './system.ts'
import { createTraceReader } from './trace-reader.ts'
import { trainingServices } from './trainings.ts'
import { workServices } from './work.ts'

export type { ServiceDependencies } from './dependencies.ts'

/** The router that a shell serves: all requests of a window. */
export function createServices(dependencies: ServiceDependencies) {
  const { library, opened = createOpenedPaths() } = dependencies
  const traces = createTraceReader(library)
  const turns = createTurns()
  const running = createRunningWorks()
  const estimating = { ...dependencies, turns }
  const reports = createResults(library.reports, (one) => keepInPlace(library.reports, one))
  const series = createResults(library.series, (one) => keepInPlace(library.series, one))
  const cells = createResults(library.cells, (one) => keepInPlace(library.cells, one))
  return implementation.router({
    system: systemServices(dependencies),
    library: libraryServices(dependencies),
    projects: projectServices(dependencies, {
      turns,
      unkept: () => [reports, series, cells].reduce((n, results) => n + results.unkept().length, 0),
    }),
    opened: { watch: implementation.opened.watch.handler(({ signal }) => opened.watch(signal)) },
    recordings: recordingServices(dependencies, traces, opened),
    models: modelServices(dependencies, opened),
    estimates: {
      ...estimateServices(estimating, traces, reports, running),
      ...crossCheckServices(estimating, traces, reports, running),
      ...overTimeServices(estimating, traces, series, running),
    },
    reports: { ...reportServices(dependencies, reports), ...compareServices(reports) },
    groups: groupServices(estimating, reports),
    figures: figureServices(dependencies, { reports, series, cells }),
    series: seriesServices(dependencies, series),
    cells: cellServices(estimating, traces, cells, running),
    trainings: trainingServices(dependencies),
    batches: batchServices(dependencies, reports),
    running: runningServices(running),
    work: workServices(dependencies),
  })
}
