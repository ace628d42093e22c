import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** A headless browser that is closed, and its files removed, when its `await using` ends. */
export interface TestBrowser extends AsyncDisposable {
  browser: Browser
}

const ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run']

/**
 * Starts the Chromium that `CHROMIUM_PATH` names, else the one that is installed with the tests.
 *
 * @param args  flags of Chromium's, beside those that it always gets
 */
export async function launchBrowser(args: readonly string[] = []): Promise<TestBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'scopien-status-browser-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const path = process.env['CHROMIUM_PATH']
    const { executablePath, env } = path ? { executablePath: path, env: {} } : await unpack(folder)
    const browser = await chromium.launch({
      executablePath,
      args: [...ARGS, ...args],
      env: { ...process.env, TMPDIR: folder, ...env },
    })
    return { browser, [Symbol.asyncDispose]: () => browser.close().finally(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

/**
 * Unpacks the installed Chromium into the folder, with the libraries and fonts that a bare system lacks. It learns the
 * folder from the environment, and brings its libraries only where it believes to be in a Lambda function.
 */
async function unpack(folder: string) {
  const before = { ...process.env }
  Object.assign(process.env, {
    TMPDIR: folder,
    AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
  })
  try {
    const { default: installed } = await import('@sparticuz/chromium')
    const executablePath = await installed.executablePath()
    const env = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: await nameFonts(folder) }
    return { executablePath, env }
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

/** Says where the fonts are: those that were unpacked expect to lie in /tmp, and text without a font has no width. */
async function nameFonts(folder: string): Promise<string> {
  const path = join(folder, 'fonts.conf')
  const folders = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir>`
  await writeFile(path, `<?xml version="1.0"?><fontconfig>${folders}</fontconfig>`)
  return path
}
