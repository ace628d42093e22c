import { ApiRefused, createApiClient, type ProblemDocument } from './client.ts'
import type { Call, Change, Printer } from './command.ts'
import { completionScript, SHELLS } from './completion.ts'
import { EXIT, helpOf, overview } from './help.ts'
import { createMessageSource } from './message.ts'
import { type Parsed, parse } from './parse.ts'
import { NotWanted, WrongUsage } from './refusals.ts'

/** What a run of the command line needs of the machine. */
export interface RunDeps {
  url: string
  token: string | undefined
  editor: string | undefined
  stdin: NodeJS.ReadStream
  /** Whether somebody is there to be asked. */
  interactive: boolean
  print: Printer
  now: number
  /** The folder of this package. */
  root: string
  /** Results, for whoever reads or takes them. */
  out: (text: string) => void
  /** What is said beside them. */
  say: (text: string) => void
  /** Asks, and gives the answer. */
  ask: (question: string) => Promise<string>
}

const HELP = ['--help', '-h']

/** Does what a command line asks for; returns how it ends. */
export async function runStatus(args: readonly string[], deps: RunDeps): Promise<number> {
  try {
    return await obey(args, deps)
  } catch (error) {
    if (error instanceof WrongUsage)
      return told(deps, `${error.message}\nnpm run status -- --help tells what there is.`, EXIT.wrongUsage)
    if (error instanceof NotWanted) return told(deps, error.message, EXIT.notWanted)
    if (!(error instanceof ApiRefused)) throw error
    const status = error.problem?.status
    return told(deps, refusalText(error, args[1]), status === 401 || status === 403 ? EXIT.notPermitted : EXIT.refused)
  }
}

async function obey(args: readonly string[], deps: RunDeps): Promise<number> {
  if (args.length === 0 || args.slice(0, 2).some((one) => HELP.includes(one))) return shown(deps, overview())
  if (args[0] === 'completion') return shown(deps, completionScript(shellOf(args[1]), deps.root))
  const asked = parse(args)
  if (asked.help) return shown(deps, helpOf(asked.command))
  const call = callOf(asked, deps)
  return carryOut(asked, call, deps).catch((error: unknown) => {
    // Somebody took the time to write it, and it may be wanted again.
    const written = call.messages.written()
    if (written) deps.say(`This was written, and is not told:\n\n${written}\n`)
    throw error
  })
}

async function carryOut(asked: Parsed, call: Call, deps: RunDeps): Promise<number> {
  const outcome = await asked.command.run(call)
  if (outcome.kind === 'shown') return shown(deps, asked.json ? JSON.stringify(outcome.document) : outcome.text)
  await confirm(outcome, asked, deps)
  const { document } = await call.api.send(outcome.method, outcome.path, outcome.body, outcome.ifMatch)
  return shown(deps, asked.json ? JSON.stringify(document) : outcome.text(document as never))
}

function callOf({ positionals, values }: Parsed, { url, token, stdin, editor, print, now }: RunDeps): Call {
  return {
    positionals,
    value: (name) => values[name]?.[0],
    values: (name) => values[name] ?? [],
    has: (name) => (values[name]?.length ?? 0) > 0,
    api: createApiClient({ url, token }),
    messages: createMessageSource({ stdin, editor }),
    print,
    now,
  }
}

/** Says what will happen, and goes on when that is wanted. */
async function confirm({ sentence }: Change, { yes }: Parsed, { say, ask, interactive }: RunDeps): Promise<void> {
  say(sentence)
  if (yes) return
  if (!interactive) throw new NotWanted('Nothing was done: where nobody can be asked, --yes is needed.')
  const answer = await ask('Go on? [y/N] ').catch((error: unknown) => {
    // By Ctrl-C or Ctrl-D, which leave the cursor behind the question.
    if (error instanceof Error && error.name === 'AbortError') throw new NotWanted('\nNothing was done.')
    throw error
  })
  if (!/^y(es)?$/i.test(answer.trim())) throw new NotWanted('Nothing was done.')
}

function shellOf(name: string | undefined) {
  const shell = SHELLS.find((one) => one === name)
  if (!shell) throw new WrongUsage(`completion: expected ${SHELLS.join(' or ')}, got "${name ?? ''}".`)
  return shell
}

function refusalText({ message, problem }: ApiRefused, verb: string | undefined): string {
  if (problem?.code === 'PRECONDITION_FAILED') return 'Somebody has changed it meanwhile: look again, and decide anew.'
  return [message, ...(problem?.errors ?? []).map((fault) => faultText(fault, verb))].join('\n')
}

type Fault = NonNullable<ProblemDocument['errors']>[number]

/** `/components/apj` as who typed it knows it: `--impact apj=…`. */
function faultText({ pointer, parameter, detail }: Fault, verb: string | undefined): string {
  const said = detail.replace('shortNotice: true', '--short-notice')
  return `  ${pointer === undefined ? `--${parameter}` : optionOf(pointer, verb)}: ${said}`
}

const OPTIONS: Readonly<Record<string, string>> = {
  startedAt: '--started',
  resolvedAt: '--at',
  nextUpdateBy: '--next-update',
  startsAt: '--starts',
  durationMinutes: '--duration',
  noticeDays: '--notice-days',
  shortNotice: '--short-notice',
  postmortem: '--message',
}

function optionOf(pointer: string, verb: string | undefined): string {
  const [, field = '', item] = pointer.split('/')
  if (field === 'components' && item !== undefined) return /^\d+$/.test(item) ? '--component' : `--impact ${item}=…`
  if (field === 'resolvedAt' && verb === 'open') return '--ended'
  return OPTIONS[field] ?? `--${field}`
}

function shown({ out }: RunDeps, text: string): number {
  out(text)
  return EXIT.done
}

function told({ say }: RunDeps, text: string, code: number): number {
  say(text)
  return code
}
