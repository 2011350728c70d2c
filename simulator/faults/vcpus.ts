import type { NodeGroupModel, ServiceModel } from '../model.ts';

const bySize: Readonly<Record<string, number>> = { nano: 2, micro: 2, small: 2, medium: 2, large: 2, xlarge: 4 };

/** Processors of a group's instance type, or a node's, by its size; 2 where the size says nothing. */
export function vcpusOf(service: ServiceModel | NodeGroupModel | undefined): number {
  const size = typeOf(service)?.split('.')[1] ?? '';
  const multiple = /^(\d+)xlarge$/.exec(size);
  return multiple ? 4 * Number(multiple[1]) : (bySize[size] ?? 2);
}

function typeOf(service: ServiceModel | NodeGroupModel | undefined): string | undefined {
  if (service?.kind === 'node-group') return service.node.type;
  return service?.kind === 'auto-scaling-group' ? service.instance.type : undefined;
}
