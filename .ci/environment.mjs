// @ts-check
// What a newcomer's shell has: who and where one is, and how the package registry is reached. No CI, no NAGUMO_…, no
// ELECTRON_…, no DISPLAY, no CHROME_PATH.
const kept =
  /^(PATH|USER|LOGNAME|SHELL|LANG|LC_.*|TERM|TZ|TMPDIR|SYSTEMROOT|(HTTPS?|NO|ALL)_PROXY|(SSL|NODE_EXTRA|.*CA)_.*(CERT|BUNDLE|CA).*|SSL_CERT_(FILE|DIR)|NPM_CONFIG_(REGISTRY|CAFILE|CACHE|USERCONFIG|PROXY|HTTPS_PROXY))$/i

/**
 * @param {NodeJS.ProcessEnv} env @param {string} home an empty folder
 * @param {string} npmConfig npm's own settings of the user, and @param {string} npmCache its cache
 * @returns {Record<string, string>}
 */
export function newcomersEnvironment(env, home, npmConfig, npmCache) {
  const clean = Object.entries(env).filter(([name, value]) => kept.test(name) && value !== undefined)
  return {
    ...Object.fromEntries(/** @type {[string, string][]} */ (clean)),
    HOME: home,
    npm_config_userconfig: npmConfig,
    npm_config_cache: npmCache,
    // The one browser that counts, which is not there.
    CHROME_PATH: `${home}/no-browser`,
  }
}
