/** Tells the ARNs of one resource type from others, by what the catalogue says of them. */
import { resourceType } from '../../core/faults/resource-types.ts';

/** Matches nothing for a type that the catalogue does not know. */
export function arnPattern(type: string): RegExp {
  const template = resourceType(type)?.arn;
  if (template === undefined) return /(?!)/;
  const [before = '', after = ''] = template.split('*');
  return new RegExp(`^${patternOf(before)}.+${patternOf(after)}`);
}

const patternOf = (part: string): string =>
  part
    .split(/(\{\w+\})/)
    .map((piece) => (piece.startsWith('{') ? '[^:]*' : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
