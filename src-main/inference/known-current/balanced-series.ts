/** Series resistance that bridge balance may leave: MΩ at most, and as a share of the input resistance; MΩ at least. */
export const balancedSeries = { most: 60, share: 0.3, least: -2 }
