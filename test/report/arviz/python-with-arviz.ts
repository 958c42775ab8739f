import { spawnSync } from 'node:child_process'

/** A Python that can import ArviZ 0.x: the one named in NAGUMO_ARVIZ_PYTHON, or the system's; null where there is none. */
export function pythonWithArviz(): string | null {
  const named = process.env.NAGUMO_ARVIZ_PYTHON
  const candidates = named === undefined ? ['python3'] : [named]
  const asks = 'import arviz, netCDF4, h5netcdf; assert arviz.__version__.startswith("0.")'
  return candidates.find((python) => spawnSync(python, ['-c', asks]).status === 0) ?? null
}
