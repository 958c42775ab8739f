/**
 * Earlier training speed, samples/s, on a machine like the one in docs/bench.md; the better of two runs, each beside
 * another job.
 */
export const trainingBefore: Record<string, number> = {
  'posterior, native, batch 32': 616,
  'posterior, native, batch 256': 2110,
  'posterior, native, batch 1024': 2400,
  'posterior, wasm, batch 32': 276,
  'posterior, wasm, batch 256': 794,
  'posterior, wasm, batch 1024': 722,
  'posterior-small, native, batch 32': 1440,
  'posterior-small, native, batch 256': 4670,
  'posterior-small, native, batch 1024': 8020,
  'posterior-small, wasm, batch 32': 953,
  'posterior-small, wasm, batch 256': 2070,
  'posterior-small, wasm, batch 1024': 1950,
  'posterior-one-gaussian, native, batch 32': 1410,
  'posterior-one-gaussian, native, batch 256': 5090,
  'posterior-one-gaussian, native, batch 1024': 6080,
  'posterior-one-gaussian, wasm, batch 32': 940,
  'posterior-one-gaussian, wasm, batch 256': 2110,
  'posterior-one-gaussian, wasm, batch 1024': 1700,
  'posterior-convolutional, native, batch 32': 857,
  'posterior-convolutional, native, batch 256': 1990,
  'posterior-convolutional, native, batch 1024': 1980,
  'posterior-convolutional, wasm, batch 32': 417,
  'posterior-convolutional, wasm, batch 256': 507,
  'posterior-convolutional, wasm, batch 1024': 290,
  'posterior, native, batch 256, with fresh simulations': 1990,
  'posterior, wasm, batch 256, with fresh simulations': 805,
  'posterior-small, native, batch 256, with fresh simulations': 5330,
  'posterior-small, wasm, batch 256, with fresh simulations': 1860,
}
