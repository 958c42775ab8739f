// @ts-check
// Which folder may import which: the picture of ARCHITECTURE.md, as npm run lint checks it. Types count too.

/** For each folder of src-main, what stands below it there; electron, host, cli and workbench.ts are the shells. */
const below = {
  contract: [],
  rpc: ['contract'],
  integrity: ['contract'],
  signal: ['contract'],
  figures: ['contract'],
  model: ['contract', 'signal'],
  recording: ['contract', 'integrity', 'rpc', 'signal', 'model'],
  inference: ['contract', 'integrity', 'rpc', 'signal', 'model', 'recording'],
  // Training writes models, and compute reads them, by the library's own format; of the rest of it they know nothing.
  training: [
    'contract',
    'integrity',
    'rpc',
    'signal',
    'model',
    'recording',
    'inference',
    'library/model-format',
  ],
  library: ['contract', 'integrity', 'rpc', 'signal', 'model', 'recording', 'inference'],
  // Of model/, reports draw from priors, and tell of its parts.
  report: ['contract', 'integrity', 'rpc', 'library', 'figures', 'model'],
  // Texts for people: data only, with the references that methods paragraphs have.
  help: ['contract', 'report/methods'],
  compute: [
    'contract',
    'integrity',
    'rpc',
    'signal',
    'model',
    'recording',
    'inference',
    'training',
    'library/model-format',
  ],
  jobs: [
    'contract',
    'integrity',
    'rpc',
    'signal',
    'model',
    'recording',
    'inference',
    'training',
    'library',
    'compute',
  ],
  services: [
    'contract',
    'integrity',
    'rpc',
    'signal',
    'model',
    'recording',
    'inference',
    'training',
    'library',
    'report',
    'compute',
    'jobs',
  ],
}

/** What the window may import of src-main beside the contract, each with its reason. */
const knownToWindow = [
  // Failures come to it as the rpc sends them.
  'rpc/errors\\.ts$',
  // A prior is drawn and its traces are seen as it is typed: that can't wait for a call.
  'model/',
  // A chart on the screen and one in a report are the same: what is drawn, in which colours, with which words.
  'figures/',
  // Printed, copied and exported from another process, a report says the same: it is written from one document.
  'report/(document/|methods/|any-report\\.ts$|html/)',
  // Which formats a report can be had in, and the tables of comparisons, which are made where they are shown.
  'report/(has-format|groups/(comparison|groups)-table)\\.ts$',
  // What is this: texts beside what is shown.
  'help/',
  // Sizes of figures on paper are chosen before they are drawn: widths of journals, limits. Plain facts.
  'report/figure-file/(journals|print-size)\\.ts$',
  // Which networks there are, and whether a prior can be applied to a model: plain facts without TensorFlow.
  'inference/(apply-prior\\.ts$|network/catalogue/)',
]

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'What two files need of each other belongs into a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(below).map(([folder, allowed]) => ({
      name: `${folder}-looks-down-only`,
      comment: `Of src-main, ${folder}/ may know ${allowed.map((name) => `${name}/`).join(', ') || 'nothing else'}.`,
      severity: 'error',
      from: { path: `^src-main/${folder}/` },
      to: {
        path: '^(src-main|src-renderer|bench|studies|scripts|test)/',
        pathNot: paths([folder, ...allowed]),
      },
    })),
    {
      name: 'figures-need-no-package',
      comment:
        'They are drawn in plain Node and in the window alike: without a chart library, Node’s own modules or a page.',
      severity: 'error',
      from: { path: '^src-main/figures/' },
      to: { pathNot: '^src-main/' },
    },
    {
      name: 'the-five-values-stand-alone',
      comment:
        'Dynamics, protocols, observables, noises and priors know nothing of each other but the interfaces in model/ itself; composition/ puts them together.',
      severity: 'error',
      from: { path: '^src-main/model/(dynamics|protocol|observable|noise|prior)/' },
      to: { path: '^src-main/model/[^/]+/', pathNot: '^src-main/model/$1/' },
    },
    {
      name: 'the-five-values-know-no-registry',
      comment: 'Who looks another value up by its name knows it.',
      severity: 'error',
      from: { path: '^src-main/model/(dynamics|protocol|observable|noise|prior)/' },
      to: { path: '^src-main/model/(neuron-models|noise-models|observables)\\.ts$' },
    },
    {
      name: 'shells-know-no-window',
      comment: 'What a shell and the window both know belongs into contract/.',
      severity: 'error',
      from: { path: '^src-main/([^/]+\\.ts$|electron/|host/|cli/)' },
      to: { path: '^(src-renderer|bench|studies|scripts|test)/' },
    },
    {
      name: 'command-line-knows-no-other-shell',
      comment: 'The command line stands beside the window’s shells.',
      severity: 'error',
      from: { path: '^src-main/cli/' },
      to: { path: '^src-main/(electron|host|workbench\\.ts)' },
    },
    {
      name: 'host-knows-no-electron',
      comment: 'The browser host runs where Electron is not; what both shells need stands in host/.',
      severity: 'error',
      from: { path: '^src-main/(host/|workbench\\.ts)' },
      to: { path: '^src-main/(electron|cli)/' },
    },
    {
      name: 'only-electron-imports-electron',
      comment: 'Everything but src-main/electron/ runs under plain Node.',
      severity: 'error',
      from: { pathNot: '^src-main/electron/' },
      to: { path: '(^|node_modules/)electron(/|$)' },
    },
    {
      name: 'only-the-host-knows-http',
      comment: 'Services and what is below them are asked over the contract, whatever carries it.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/host/' },
      to: { path: '^((node:)?https?2?$|.*node_modules/(ws|sirv)/|(ws|sirv)$)' },
    },
    {
      name: 'window-knows-the-contract',
      comment: `Of src-main the window knows contract/, and as exceptions: ${knownToWindow.join(', ')}.`,
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: {
        path: '^(src-main|bench|studies|scripts|test)/',
        pathNot: ['contract/', ...knownToWindow].map((path) => `^src-main/${path}`),
      },
    },
    {
      name: 'tensorflow-behind-the-engine',
      comment:
        'Networks are computed through inference/network/engine.ts; compute/tensorflow/ starts the backend.',
      severity: 'error',
      from: {
        path: '^(src-main|src-renderer|bench|studies)/',
        pathNot: '^src-main/(inference/network|compute)/tensorflow/',
      },
      to: { path: '(^|node_modules/)@tensorflow/' },
    },
    {
      name: 'only-starters-know-the-engine-in-use',
      comment: 'The engine is passed on as the interface; compute/ starts it.',
      severity: 'error',
      from: {
        path: '^(src-main|src-renderer|bench|studies)/',
        pathNot: '^src-main/(inference/network/tensorflow|compute)/',
      },
      to: { path: '^src-main/inference/network/tensorflow/' },
    },
    {
      name: 'imports-are-found',
      comment: 'A name that is not found is checked by no other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^\\.' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/kernel/assembly/' },
  },
}

/** @param {string[]} folders of src-main */
function paths(folders) {
  return `^src-main/(${folders.join('|')})/`
}
