/**
 * Acceptable range of uncompensated series resistance: upper limit in MΩ and as a share of the input resistance;
 * lower limit in MΩ.
 */
export const balancedSeries = { most: 60, share: 0.3, least: -2 }
