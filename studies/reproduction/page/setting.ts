import { describeMachine } from '../../../bench/speed/machine.ts'
import { testSeed } from '../test-set.ts'
import type { Evidence } from './evidence.ts'
import { listed, whole } from './words.ts'

/** What was run, and the differences from the paper. */
export function settingSection({ cells, test, missing }: Evidence, model: string, command: string): string {
  const backends = [...new Set(cells.map(({ result }) => result.backend))]
  const silent = test.spiking.filter((s) => !s).length
  const seconds = cells.reduce((sum, { result }) => sum + result.seconds, 0)
  return `The networks of Rudi, Bessac & Lenzi 2022 (*Parameter Estimation with Dense and Convolutional Neural Networks Applied to the FitzHugh–Nagumo ODE*, PMLR 145:781–808), trained by this program and compared with the posterior network and the exact posterior on the same test traces. This page, its figures and \`reproduction/results.json\` are written by \`${command}\`; to run and print one cell with another seed: \`npm run reproduce -- --network convolutional --input noisyTrace --targets neuron --samples 1024 --seed 7\`.
${missing.length > 0 ? `\n**Incomplete.** ${whole(missing.length)} of the pieces of work are missing: ${missingWords(missing)}. What follows is from those that are there.\n` : ''}
## Methods

- Networks: dense (trace → 32 → 32 → out) and convolutional (8, 16, 32 filters, kernel 3, stride 2, no padding, averages over pairs between them, then 32 → 32 → out), swish, sigmoid output. Targets scaled to 0 … 1 by the minimum and maximum of the training set; traces not scaled. Adam at 2·10⁻³ (0.9, 0.999, 1e-8), batches of 32, 200 epochs, mean squared error.
- Inputs: the noisy trace; the trace without its noise (clean); the rate of spikes (upward crossings of u = 1.5, per second); rate and mean duration above 1.5. The last two are for the dense network only, since a convolution needs a trace. Spike statistics are computed from noiseless traces. A network with noiseless input is tested on the same test traces without noise.
- Targets: θ₀ and θ₁ (θ only); or θ₀, θ₁, σ and ρ (θ and noise). A noiseless input contains no information on σ and ρ; these runs are negative controls.
- The seed determines training set, shuffling and initial weights: 1 everywhere, and 1, 2, 3 at 1,000 and at the authors’ 1,024 samples. “±” is the standard deviation between seeds.
- Fresh: the same networks on fresh simulations at every step (batches of 256, a one-cycle learning rate up to 2·10⁻³), the limit of unlimited data.
- Posterior network: \`${model}\` ([networks.md](networks.md)), its posterior mean. Exact posterior: importance sampling with the exact likelihood up to a sufficient ESS; its mean has the minimum expected squared error, so it is the limit for any estimate from a noisy trace ([accuracy.md](accuracy.md)). It does not bound a network with noiseless input.
- Test set: ${whole(test.spiking.length)} recordings of the preset (seed ${testSeed}) in no training set, ${whole(silent)} of which never spike. Those carry almost no information on θ, and dominate R² and RMSE over all traces; so R² is also given for the traces that spike.
- Training loss: mean over the last fortieth of the training, with changing weights. Validation loss: at the end, on 2,000 traces of the same kind, in neither training nor test set.
- Absolute errors in % of the true value are large where that is near 0, as for some θ₀ and θ₁.
- Machine: ${describeMachine()}; TensorFlow: ${listed(backends) || 'not used yet'}, one process and one thread per core. ${whole(seconds / 60)} minutes of training in all; seconds are of one core, with the other processes running.

## Differences from the paper

- Training and test traces are our own simulations of the preset “Rudi 2022”, not the authors’ published samples: Runge–Kutta of order 4 with four steps per sample (error at most 0.002), in single precision.
- σ and ρ are drawn from truncated normal distributions fitted to the authors’ published noise parameters; the noise is stationary, with standard deviation σ/Δt.
- The authors’ published reference run is one run on their test set; ours are three seeds on our test set.
- Initial weights are Glorot’s (uniform), biases 0; the last, smaller batch of an epoch is used too.`
}

/** The first few by name. */
function missingWords(missing: readonly string[]): string {
  const named = missing.slice(0, 6)
  const others = missing.length - named.length
  return listed(
    others > 0 ? [...named, `${whole(others)} more (\`reproduction/results.json\` names all)`] : named,
  )
}
