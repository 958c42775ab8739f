// @ts-check
/** File types that can be opened with Nagumo; it becomes the default program of those that it owns. */
export const fileTypes = /** @type {const} */ ([
  { ext: 'nagumo', name: 'Nagumo project', mimeType: 'application/x-nagumo-project', owned: true },
  { ext: 'nagumo-model', name: 'Nagumo model', mimeType: 'application/x-nagumo-model', owned: true },
  { ext: 'abf', name: 'Axon Binary Format', mimeType: 'application/x-axon-abf', owned: false },
  { ext: 'nwb', name: 'Neurodata Without Borders', mimeType: 'application/x-nwb', owned: false },
])
