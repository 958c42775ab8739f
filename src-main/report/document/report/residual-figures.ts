import type { Report } from '../../../contract/reports.ts'
import {
  type AutocorrelationParts,
  autocorrelationSpec,
  describeAutocorrelation,
} from '../../../figures/charts/residuals/autocorrelation.ts'
import { describeInnovations, innovationsSpec } from '../../../figures/charts/residuals/innovations.ts'
import { residualTimes } from '../../../figures/charts/residuals/residual-times.ts'
import { describeResiduals, residualsSpec } from '../../../figures/charts/residuals/residuals-over-time.ts'
import { describeWhitened, whitenedSpec } from '../../../figures/charts/residuals/whitened.ts'
import { plot, quiet, section } from '../blocks.ts'
import type { Block } from '../document.ts'

/** The residuals, and how to read them. */
export function residualBlocks({ residuals, fit, data, cycle }: Report): Block[] {
  if (residuals.values.length < 2) return []
  if (cycle)
    return section('Residuals', [
      plot(
        'whitened',
        'Whitened residuals of the mean cycle’s components, with the band that contains 95 % if the model is correct.',
        describeWhitened(residuals),
        whitenedSpec(residuals),
      ),
      quiet('If the model is correct, 95 % lie inside the band, without a pattern along the cycle.'),
    ])
  const { t, interval } = residualTimes(fit.t, residuals)
  const shared = { dt: interval, inTime: data.axis.unit === 'ms' }
  const plain: AutocorrelationParts = {
    values: residuals.autocorrelation,
    expected: residuals.expectedAutocorrelation,
    band: null,
    ...shared,
  }
  const white: AutocorrelationParts = {
    values: residuals.standardizedAutocorrelation,
    expected: null,
    band: residuals.whiteBand,
    ...shared,
  }
  return section('Residuals', [
    plot(
      'residuals',
      'Residuals, recorded less predicted by the most probable draw.',
      describeResiduals(residuals, data),
      residualsSpec(t, residuals, data),
      180,
    ),
    ...(plain.values.length > 2
      ? [
          plot(
            'autocorrelation',
            'Autocorrelation of the residuals (black) and that of the fitted noise (blue).',
            describeAutocorrelation(plain),
            autocorrelationSpec(plain),
            200,
          ),
          plot(
            'whitened',
            'Autocorrelation of the whitened residuals, with the band that contains 95 % of the lags of white noise.',
            describeAutocorrelation(white),
            autocorrelationSpec(white),
            200,
          ),
        ]
      : []),
    plot(
      'innovations',
      'Innovations over their standard deviation, with the normal curve.',
      describeInnovations(residuals),
      innovationsSpec(residuals),
      200,
    ),
    quiet(
      'If the model is correct, the residuals match its noise: they scatter about 0 throughout, their autocorrelation decays like that of the fitted noise, after whitening 95 % of the lags lie inside the band, and the innovations follow the normal curve.',
    ),
  ])
}
