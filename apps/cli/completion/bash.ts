/** Completion for bash ≥4. */
import type { Verb } from '../verbs/verb.ts';
import { argumentChoices, flagsOf, takesFiles } from './flags.ts';

export function bash(verbs: readonly Verb[]): string {
  const choices = verbs.flatMap((verb) =>
    flagsOf(verb)
      .filter((flag) => flag.choices.length > 0)
      .flatMap(({ long, short, choices }) =>
        [long, ...(short ? [short] : [])].map((name) => `    ${verb.name}:${name}) words="${choices.join(' ')}" ;;`),
      ),
  );
  const paths = verbs.flatMap((verb) =>
    flagsOf(verb)
      .filter(({ takesValue, choices }) => takesValue && choices.length === 0)
      .map(({ long }) => `    ${verb.name}:${long}) COMPREPLY=($(compgen -f -- "$current")); return ;;`),
  );
  const words = verbs.map((verb) => {
    const all = [...flagsOf(verb).map(({ long }) => long), '--help', ...argumentChoices(verb)];
    const files = takesFiles(verb) ? ' COMPREPLY=($(compgen -f -- "$current"));' : '';
    return `    ${verb.name})${files} words="${all.join(' ')}" ;;`;
  });
  return `# bash completion for squall
_squall() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" verb="\${COMP_WORDS[1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${verbs.map(({ name }) => name).join(' ')} help --help --version" -- "$current"))
    return
  fi
  case "$verb:$previous" in
${[...choices, ...paths].join('\n')}
  esac
  if [ -z "$words" ]; then
    case "$verb" in
${words.join('\n')}
    esac
  fi
  COMPREPLY+=($(compgen -W "$words" -- "$current"))
}
complete -o filenames -F _squall squall
`;
}
