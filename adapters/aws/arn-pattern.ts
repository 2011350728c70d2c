/** Tells the ARNs of one resource type from others, by what the catalogue says of them. */
import { resourceType } from '../../core/faults/resource-types.ts';

/** Looked at, and the target of no action by its own type. */
const besides: Readonly<Record<string, string>> = {
  'elasticloadbalancing:loadbalancer': 'arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/*',
};

/** Matches nothing for a type that is not known. */
export function arnPattern(type: string): RegExp {
  const template = resourceType(type)?.arn ?? besides[type];
  if (template === undefined) return /(?!)/;
  const [before = '', after = ''] = template.split('*');
  return new RegExp(`^${patternOf(before)}.+${patternOf(after)}`);
}

const patternOf = (part: string): string =>
  part
    .split(/(\{\w+\})/)
    .map((piece) => (piece.startsWith('{') ? '[^:]*' : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
