/** The commander program, made from the table of verbs. */
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { longOf, strayFlag } from './strays.ts';
import { verbs } from './verbs/index.ts';
import type { Flag, Verb } from './verbs/verb.ts';

export type Call = (verb: Verb, args: readonly string[], options: Record<string, unknown>) => Promise<void>;

const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

const parsers = {
  whole(value: string): number {
    if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('It is a whole number of at most 15 digits.');
    return Number(value);
  },
  rehearsals(value: string): number {
    const n = Number(value);
    if (!(Number.isInteger(n) && n >= 1 && n <= 1000))
      throw new InvalidArgumentError('It is a whole number from 1 to 1000; leave it out at the end of the line.');
    return n;
  },
  speed(value: string): number | 'max' {
    if (value === 'max') return 'max';
    const speed = Number(value);
    if (!(speed >= 1 && speed <= 1_000_000)) throw new InvalidArgumentError('It is a number from 1 up, or max.');
    return speed;
  },
};

/** One occurrence of a repeatable flag with choices is checked by itself. */
const collectChoice = (choices: readonly string[]) => (value: string, before: readonly string[] | undefined) => {
  if (!choices.includes(value)) throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
  return collect(value, before);
};

function optionOf(flag: Flag): Option {
  const option = new Option(flag.flags, flag.text);
  if (flag.only) option.helpGroup(flag.only === 'aws' ? 'With --aws:' : 'Without --aws:');
  if (flag.many) return option.argParser(flag.choices ? collectChoice(flag.choices) : collect);
  if (flag.choices) option.choices(flag.choices);
  if (flag.preset !== undefined) option.preset(flag.preset);
  if (flag.parse) option.argParser(parsers[flag.parse]);
  return flag.default === undefined ? option : option.default(flag.default);
}

function commandOf(verb: Verb, call: Call): Command {
  const command = new Command(verb.name).description(verb.summary).showHelpAfterError(false);
  for (const { name, text, choices } of verb.args) {
    const argument = new Argument(name, text);
    command.addArgument(choices ? argument.choices(choices) : argument);
  }
  for (const flag of verb.flags) command.addOption(optionOf(flag));
  if (verb.examples.length > 0) command.addHelpText('after', `\nExamples:\n  ${verb.examples.join('\n  ')}`);
  return command.action((...given: unknown[]) => {
    const args = given.slice(0, verb.args.length).flat();
    const typed = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
    const stray = strayFlag(verb.flags, new Set(typed.map(longOf)));
    if (stray) command.error(`error: ${stray}`);
    return call(verb, args.filter((arg) => arg !== undefined) as string[], command.opts());
  });
}

/** The whole program; `call` is what runs a verb that was parsed. Throws commander's errors instead of exiting. */
export function makeProgram(version: string, call: Call): Command {
  const program = new Command('squall')
    .description('Rehearse a failure, run it safely, prove that it was undone.')
    .version(version, '-V, --version', 'print the version')
    .option('--verbose', 'show the stack of an unexpected error')
    .option('--no-color', 'plain text; NO_COLOR says the same')
    .showSuggestionAfterError(true)
    .helpCommand('help [verb]', 'show the help of a verb')
    .addHelpText(
      'after',
      '\nExit codes: 0 held · 1 error, restored · 2 invalid input · 3 refused · 4 refuted · 5 aborted and recovered\n' +
        '6 stopped by a person and recovered · 7 recovery unconfirmed · 8 inconclusive · 130 detached',
    );
  for (const verb of verbs) program.addCommand(commandOf(verb, call));
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}
