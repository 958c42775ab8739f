// @ts-check
// Which tests a later pass of .ci/run repeats: those whose outcome depends on what the pass adds. Whatever an earlier
// pass skipped is run again in any case.

/** With a browser: tests of the window and its charts, and of the program that is opened in it. */
export const withBrowser = [
  'test/window/',
  'test/charts/gallery',
  'test/end-to-end/browser',
  'test/end-to-end/launch',
]

/**
 * With native TensorFlow: tests that compute with the best TensorFlow there is. Of the models’ tests one: the others take
 * minutes for samplers that no TensorFlow computes.
 */
export const withNative = [
  'test/native/',
  'test/models/shipped-model',
  'test/training/',
  'test/inference/network/',
  'test/library/golden',
  'test/library/keras-reader',
  'test/end-to-end/backends',
  'test/end-to-end/browser',
  'test/end-to-end/command-line',
]

/** Under another Node: what is quick, and the built programs end to end. */
export const withOtherNode = [
  ['--project=quick'],
  [
    'test/end-to-end/backends',
    'test/end-to-end/browser',
    'test/end-to-end/command-line',
    'test/end-to-end/package',
    'test/end-to-end/start',
    'test/end-to-end/training',
    'test/native/backends',
    'test/native/start',
  ],
]

/** Versions of Node beside the machine's own, from the npm package `node`. */
export const nodeVersions = ['24.9.0']

/**
 * Tests that may be skipped in the full run: file, and name or the beginning of it, with the reason.
 * @type {{ file: string, name?: string, when: 'no shared', reason: string }[]}
 */
export const maySkip = [
  ...[
    'test/models/verdict-on-recordings.test.ts',
    'test/models/shipped-model.test.ts',
    'test/models/spike-cycle-over-time.test.ts',
    'test/inference/known-current/integrate-and-fire/fit-gif.test.ts',
    'test/inference/known-current/membrane/fit-membrane.test.ts',
    'test/inference/target.test.ts',
    'test/inference/network/spike-summary.test.ts',
    'test/recording/abf.test.ts',
    'test/signal/features/efel.test.ts',
    'test/recording/family/read-family.test.ts',
    'test/recording/observation.test.ts',
    'test/recording/real-recordings.test.ts',
    'test/signal/family/family-spikes.test.ts',
    'test/signal/mean-cycle/real-cycles.test.ts',
    'test/signal/spikes.test.ts',
    'test/model/dynamics/fitzhugh-nagumo.test.ts',
  ].map((file) => ({
    file,
    when: /** @type {const} */ ('no shared'),
    reason: 'needs the recordings and references in ../shared',
  })),
  ...['test/end-to-end/electron.test.ts', 'test/end-to-end/pack.test.ts'].map((file) => ({
    file,
    when: /** @type {const} */ ('no shared'),
    reason: 'needs an Electron, which the packages alone do not bring; a script in ../shared does',
  })),
]
