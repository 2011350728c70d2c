/** `squall ls faults ACTION`, for people: one action whole, as the catalogue has it. */
import type { Step } from '../../../core/experiment/schema/steps.ts';
import { documents } from '../../../core/faults/aws/documents.ts';
import type { FaultDefinition, FaultTarget, UndoRule } from '../../../core/faults/definition.ts';
import { allowedFor } from '../../../core/faults/fits.ts';
import type { FaultNeed } from '../../../core/faults/need.ts';
import type { FaultParameter, ParameterMatch } from '../../../core/faults/parameter.ts';
import { resourceType } from '../../../core/faults/resource-types.ts';
import { undeclaredIrreversible } from '../../../core/faults/undo.ts';
import type { Colours } from '../io.ts';
import type { WholeFault } from '../lists/fault.ts';
import { dollars } from '../text/numbers.ts';
import { pairs } from '../text/table.ts';
import { spoken } from '../text/times.ts';
import { wrap } from '../text/width.ts';

interface Page {
  readonly columns: number;
  /** YAML, line by line. */
  readonly written: (value: unknown) => readonly string[];
}

export function faultPage(fault: WholeFault, { columns, written }: Page, colours: Colours): string[] {
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', colours.bold(title), ...lines];
  const listed = (entries: readonly (readonly [string, string])[]) => pairs(entries, columns, '  ');
  const said = (sentences: readonly string[]) => sentences.flatMap((text) => bullet(text, columns));
  const example = (values: FaultDefinition['examples']['minimal']) =>
    written([stepOf(fault, values)]).map((line) => `  ${line}`);
  return [
    colours.bold(fault.id),
    ...wrap(`${capital(fault.summary)}.`, columns),
    '',
    ...pairs(factsOf(fault), columns),
    ...section('Targets', listed(Object.entries(fault.targets).map(([key, target]) => [key, targetText(target)]))),
    ...section('Parameters', listed(fault.parameters.map((each) => [each.name, parameterText(each)]))),
    ...(fault.id === 'aws:ssm:send-command' ? documents : []).flatMap((document) =>
      section(
        `Parameters of ${document.name}`,
        listed(document.parameters.map((each) => [each.name, parameterText(each)])),
      ),
    ),
    ...section('Undone', said(fault.undo.map((rule) => undoText(rule, fault.provider)))),
    ...section(
      'Known to be missed, and what is done about it',
      said(fault.holes.map(({ what, answer }) => `${what}: ${answer}`)),
    ),
    ...section('Confirmed by no page of AWS', said(fault.unconfirmed ?? [])),
    ...section('Needs', said(fault.needs.map(needText))),
    ...section('The least', example(fault.examples.minimal)),
    ...section('Everything', example(fault.examples.maximal)),
    ...section('Shown by', listed(fault.scenarios.map(({ folder, title }) => [folder, title]))),
  ];
}

function factsOf(fault: WholeFault): (readonly [string, string])[] {
  const { bounded, pricePerActionMinute: price } = fault;
  return [
    ['Done by', fault.provider === 'fis' ? 'AWS FIS' : 'squall'],
    [
      'Lasts',
      bounded.by === 'instant' ? 'no time: it is done when the call is' : `as long as ${bounded.parameter} says`,
    ],
    ['Counts', reachText(fault)],
    ['Undo takes', `${spoken(fault.undoTime)} at most, until it is seen to have worked`],
    ['Price', price === 0 ? 'none by the action-minute' : `${dollars(price)} for each begun minute of the action`],
    ['Rehearsed', fault.simulated ? 'yes, on a world that says what it needs' : 'no: the simulator refuses it by name'],
  ];
}

function reachText({ reach }: FaultDefinition): string {
  if (reach.counts === 'members') return 'each target, against the blast radius';
  if (reach.counts === 'residents')
    return `what stands in the targets, against the blast radius: ${reach.types.join(', ')}`;
  return reach.counts === 'share'
    ? `the share in ${reach.parameter}, against the blast radius`
    : `nothing: ${reach.why}`;
}

function targetText({ type, optional, most, chosenBy }: FaultTarget): string {
  const ways = chosenBy ?? resourceType(type)?.chosenBy ?? [];
  const parts = [
    type,
    optional && 'may be left out',
    most !== undefined && `at most ${most}`,
    ways.length > 0 && `chosen by ${ways.join(' or ')}`,
  ];
  return parts.filter((part) => part !== false && part !== undefined).join(', ');
}

function parameterText(parameter: FaultParameter): string {
  const { required, requiredWith, default: usual, doc, unit, type } = parameter;
  const asked = required
    ? 'required'
    : requiredWith
      ? `required where ${requiredWith.parameter} is ${requiredWith.is}`
      : usual === undefined
        ? 'may be left out'
        : `may be left out: then ${usual}${unit !== undefined && !usual.endsWith(unit) ? ` ${unit}` : ''}`;
  const limits =
    type === 'duration' && parameter.max !== undefined ? ` from ${parameter.min ?? 'nothing'} to ${parameter.max}` : '';
  return `${type === 'duration' ? `an ISO 8601 duration${limits}` : allowedFor(parameter)}; ${asked}; ${doc}`;
}

function undoText(rule: UndoRule, provider: FaultDefinition['provider']): string {
  const who = { provider: provider === 'fis' ? 'by FIS' : 'by itself', us: 'by squall', nobody: 'by nobody' }[rule.by];
  return `${who}${rule.when ? `, ${whenText(rule.when)}` : ''}: ${rule.by === 'nobody' ? rule.why : rule.how}`;
}

function whenText(match: ParameterMatch): string {
  if ('like' in match) return `where ${match.parameter} is like ${match.like}`;
  if (match.is === 'absent') return `where ${match.parameter} is left out`;
  return match.is === 'present' ? `where ${match.parameter} is given` : `where ${match.parameter} is ${match.is}`;
}

function needText({ actions, target, resources, when, for: phases = ['inject'] }: FaultNeed): string {
  const on = resources?.join(', ') ?? (target === undefined ? '*' : `the ${target} that are chosen`);
  return `to ${phases.join(', ')}: ${actions.join(', ')} on ${on}${when ? `, ${whenText(when)}` : ''}`;
}

/** A step as an experiment has it; its targets are called as the keys that they are for. */
function stepOf(fault: FaultDefinition, values: FaultDefinition['examples']['minimal']) {
  const targets = Object.fromEntries(Object.keys(fault.targets).map((key) => [key, key.toLowerCase()]));
  const given = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
  ) as NonNullable<Step['with']>;
  const why = undeclaredIrreversible(fault, { with: given });
  return {
    id: 'break',
    action: fault.id,
    ...(Object.keys(targets).length > 0 && { targets }),
    ...(Object.keys(given).length > 0 && { with: given }),
    undo: why === undefined ? 'auto' : { irreversible: why },
  };
}

const bullet = (text: string, columns: number): string[] =>
  wrap(text, Math.max(20, columns - 4)).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
