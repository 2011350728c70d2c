/** Structs of arrays: one typed array a field. */
type Column = Int32Array | Uint32Array | Uint8Array | Float64Array;

/** A longer copy of a column, the new places zero. */
export function grown<T extends Column>(column: T, size: number): T {
  const longer = new (column.constructor as new (size: number) => T)(size);
  longer.set(column);
  return longer;
}
