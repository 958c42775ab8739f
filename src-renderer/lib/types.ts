/** The API's types without its schemas: the window needs no validator. */
import type { OpenedFile } from '../../src-main/contract/opened.ts'

export type { Assumed } from '../../src-main/contract/assumed.ts'
export type { BatchEntry, BatchRequest, BatchRow, BatchState } from '../../src-main/contract/batches.ts'
export type {
  CellEntry,
  CellPrediction,
  CellProtocol,
  CellReport,
  DrawnCommand,
  GifResult,
  HeldOut,
  MembraneResult,
} from '../../src-main/contract/cells.ts'
export type { ParameterDescription, Summary, VerdictLevel } from '../../src-main/contract/common.ts'
export type { Conditioning, ConditioningStep, Rescaling } from '../../src-main/contract/conditioning.ts'
export type { CrossCheck } from '../../src-main/contract/cross-check.ts'
export type { CycleFit, CycleRatio, WeakParameter } from '../../src-main/contract/cycles.ts'
export type { EstimateRequest } from '../../src-main/contract/estimates.ts'
export type { Feature, TraceFeatures } from '../../src-main/contract/features.ts'
export type { LibraryStatus } from '../../src-main/contract/library.ts'
export type { Focus, ModelEntry } from '../../src-main/contract/models.ts'
export type { NetworkInput, NetworkTargets } from '../../src-main/contract/networks.ts'
export type { Distribution, PriorExamination, PriorFile } from '../../src-main/contract/priors.ts'
export type { Project, RecentProject } from '../../src-main/contract/projects.ts'
export type {
  ColumnRole,
  Doubt,
  ObservationPreview,
  Original,
  Reading,
  ReadingChoice,
  Recording,
  TimeUnit,
  TraceView,
  VoltageUnit,
  Window,
} from '../../src-main/contract/recordings.ts'
export type {
  Diagnostics,
  NextStep,
  ParameterEstimate,
  Reason,
  Report,
  ReportEntry,
  Verdict,
} from '../../src-main/contract/reports.ts'
export type {
  Series,
  SeriesEntry,
  SeriesParameter,
  SeriesPlan,
  SeriesWindow,
} from '../../src-main/contract/series.ts'
/** A file opened in the window itself, or passed by the system to the workbench. */
export type Incoming = File | OpenedFile
export type { StatedSteps } from '../../src-main/contract/stated-steps.ts'
export type { BackendInfo, SystemInfo } from '../../src-main/contract/system.ts'
export type { LossPoint, TrainingData } from '../../src-main/contract/training-recipe.ts'
export type {
  FocusedTraining,
  NetworkOptions,
  TrainingRequest,
  TrainingRun,
  TrainingState,
} from '../../src-main/contract/trainings.ts'
