import type { ServiceModel } from '../model.ts';

const bySize: Readonly<Record<string, number>> = { nano: 2, micro: 2, small: 2, medium: 2, large: 2, xlarge: 4 };

/** Processors of a group's instance type, by its size; 2 where the size says nothing. */
export function vcpusOf(service: ServiceModel | undefined): number {
  const size = service?.kind === 'auto-scaling-group' ? (service.instance.type.split('.')[1] ?? '') : '';
  const multiple = /^(\d+)xlarge$/.exec(size);
  return multiple ? 4 * Number(multiple[1]) : (bySize[size] ?? 2);
}
