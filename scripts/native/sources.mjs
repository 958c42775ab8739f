// Sources of libtensorflow: pinned by version, size and SHA-256.

/**
 * @typedef {object} Source
 * @property {'pip' | 'maven'} client
 * @property {string} label its common name
 * @property {string} libtensorflow the expected version
 * @property {string} file name in the cache
 * @property {number} bytes size of the archive
 * @property {string} sha256
 * @property {number} unpackedBytes size of the two libraries, plus their size without symbols
 * @property {Record<string, string>} libraries their paths in the archive
 */

/** @type {Source[]} in order of preference */
export const SOURCES = [
  {
    client: 'pip',
    label: 'the wheel tensorflow-cpu 2.15.1',
    libtensorflow: '2.15.1',
    file: 'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
    bytes: 207_208_420,
    sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
    unpackedBytes: 613_776_168,
    libraries: {
      'libtensorflow_cc.so.2': 'tensorflow/libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2': 'tensorflow/libtensorflow_framework.so.2',
    },
  },
  {
    client: 'maven',
    label: 'the Maven archive org.tensorflow:tensorflow-core-api 0.5.0',
    libtensorflow: '2.10.1',
    file: 'tensorflow-core-api-0.5.0-linux-x86_64.jar',
    bytes: 116_959_312,
    sha256: 'f394c5be26c8f3b644cdc77e6741b2cfe774caa8aedeb969c50e074444feac55',
    unpackedBytes: 476_307_376,
    libraries: {
      'libtensorflow_cc.so.2': 'org/tensorflow/internal/c_api/linux-x86_64/libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2':
        'org/tensorflow/internal/c_api/linux-x86_64/libtensorflow_framework.so.2',
    },
  },
]
