/** Completion for zsh. */
import type { Verb } from '../verbs/verb.ts';
import { argumentChoices, type CompletedFlag, flagsOf, takesFiles } from './flags.ts';

/** Inside single quotes, where brackets and colons divide a specification. */
const escaped = (text: string): string => text.replace(/'/g, `'\\''`).replace(/([[\]:\\])/g, '\\$1');

function specification({ long, takesValue, choices, text }: CompletedFlag): string {
  const value = !takesValue ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
  return `'${long}[${escaped(text)}]${value}'`;
}

function argument(verb: Verb): string[] {
  if (takesFiles(verb)) return [`'*:file:_files'`];
  const choices = argumentChoices(verb);
  return choices.length > 0 ? [`'1:what:(${choices.join(' ')})'`] : [];
}

export function zsh(verbs: readonly Verb[]): string {
  const described = verbs.map(({ name, summary }) => `    '${name}:${escaped(summary)}'`);
  const cases = verbs.map(
    (verb) => `    ${verb.name}) _arguments ${[...flagsOf(verb).map(specification), ...argument(verb)].join(' ')} ;;`,
  );
  return `#compdef squall
_squall() {
  local -a verbs
  verbs=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'verb' verbs
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = "_squall" ]; then _squall "$@"; else compdef _squall squall; fi
`;
}
