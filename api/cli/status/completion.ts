import type { Option } from './command.ts'
import { COMMANDS } from './commands.ts'
import { COMMON } from './parse.ts'

export const SHELLS = ['bash', 'zsh'] as const
export type Shell = (typeof SHELLS)[number]

/**
 * What a shell reads to know the function `scopien-status` and to complete what follows it.
 *
 * @param root  the folder of this package
 */
export function completionScript(shell: Shell, root: string): string {
  const start = shell === 'zsh' ? 'autoload -Uz bashcompinit && bashcompinit\n' : ''
  return `${start}scopien-status() { npm --silent --prefix ${quoted(root)} run status -- "$@"; }
_scopien_status() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${nouns().join(' ')} completion --help"
  elif [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
${nouns()
  .map((noun) => `      ${noun}) words="${verbsOf(noun).join(' ')}" ;;`)
  .join('\n')}
      completion) words="${SHELLS.join(' ')}" ;;
    esac
  else
    case "\${COMP_WORDS[1]} \${COMP_WORDS[2]} $before" in
${valueCases().join('\n')}
      *) case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${COMMANDS.map(({ name, options }) => `        "${name}") words="${optionsOf(options).join(' ')}" ;;`).join('\n')}
      esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _scopien_status scopien-status
`
}

function nouns(): string[] {
  return [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? ''))]
}

function verbsOf(noun: string): string[] {
  return COMMANDS.filter(({ name }) => name.startsWith(`${noun} `)).map(({ name }) => name.slice(noun.length + 1))
}

function optionsOf(options: Readonly<Record<string, Option>>): string[] {
  return Object.keys({ ...options, ...COMMON }).map((name) => `--${name}`)
}

/** Where the value of an option is one of some words. */
function valueCases(): string[] {
  return COMMANDS.flatMap(({ name, options }) =>
    Object.entries(options).flatMap(([option, { words = [] }]) => {
      const whole = words.filter((word) => !word.startsWith('='))
      return whole.length === 0 ? [] : [`      "${name} --${option}") words="${whole.join(' ')}" ;;`]
    }),
  )
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
