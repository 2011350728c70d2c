const bySize: Readonly<Record<string, number>> = { nano: 2, micro: 2, small: 2, medium: 2, large: 2, xlarge: 4 };

/** Processors of an EC2 instance type, by its size; 2 where the size says nothing. */
export function vcpusOf(instanceType: string | undefined): number {
  const size = instanceType?.split('.')[1] ?? '';
  const multiple = /^(\d+)xlarge$/.exec(size);
  return multiple ? 4 * Number(multiple[1]) : (bySize[size] ?? 2);
}
