/** What each action takes under `with`, for editors to complete and check: one branch an action. */
import { catalogue } from '../../core/faults/catalogue.ts';
import type { FaultParameter } from '../../core/faults/parameter.ts';

/** A reference stands for any value until the run gives it one. */
const reference = { type: 'string', pattern: '\\$\\{' };

/** Numbers and flags may be written as text, as FIS has them, so that only choices are held to. */
function parameterSchema({ doc, allowed, type, default: fallback, unit }: FaultParameter): object {
  const said = `${doc}${unit ? `, in ${unit}` : ''}${fallback === undefined ? '' : `; ${fallback} when left out`}`;
  if (!allowed) return { description: said };
  const choice = { enum: [...allowed] };
  return {
    description: said,
    anyOf: type === 'list' ? [{ type: 'array', items: choice }, { type: 'string' }] : [choice, reference],
  };
}

/** Keywords of a step: unknown names below `with` are mistakes, and those that are asked for are told. */
export const parametersByAction = (): readonly object[] =>
  catalogue.map(({ id, summary, parameters }) => ({
    if: { properties: { action: { const: id } }, required: ['action'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: {
      properties: {
        action: { description: summary },
        with: {
          properties: Object.fromEntries(parameters.map((each) => [each.name, parameterSchema(each)])),
          additionalProperties: false,
          required: parameters.filter(({ required }) => required).map(({ name }) => name),
        },
      },
      ...(parameters.some(({ required }) => required) && { required: ['with'] }),
    },
  }));
