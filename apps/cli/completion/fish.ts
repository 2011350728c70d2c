/** Completion for fish. */
import type { Verb } from '../verbs/verb.ts';
import { argumentChoices, flagsOf, takesFiles } from './flags.ts';

const quoted = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

export function fish(verbs: readonly Verb[]): string {
  const lines = verbs.flatMap((verb) => {
    const here = `-n '__fish_seen_subcommand_from ${verb.name}'`;
    const flags = flagsOf(verb).map(({ long, short, takesValue, choices, text }) =>
      [
        `complete -c squall ${here} -l ${long.slice(2)}`,
        ...(short ? [`-s ${short.slice(1)}`] : []),
        ...(takesValue ? ['-r'] : []),
        ...(choices.length > 0 ? [`-f -a ${quoted(choices.join(' '))}`] : []),
        `-d ${quoted(text)}`,
      ].join(' '),
    );
    const choices = argumentChoices(verb);
    return [
      `complete -c squall -n __fish_use_subcommand -f -a ${verb.name} -d ${quoted(verb.summary)}`,
      ...flags,
      ...(choices.length > 0 ? [`complete -c squall ${here} -f -a ${quoted(choices.join(' '))}`] : []),
      ...(takesFiles(verb) ? [`complete -c squall ${here} -F`] : []),
    ];
  });
  return `# fish completion for squall\n${lines.join('\n')}\n`;
}
