/** Puts a method of an object in another's place, and takes it out again without a trace. */

/** @returns restores the very descriptor, or removes the property where there was none of its own */
export function replace<Name extends string, Method extends (...args: never[]) => unknown>(
  on: Record<Name, Method>,
  name: Name,
  make: (original: Method) => Method,
): () => void {
  const before = Object.getOwnPropertyDescriptor(on, name);
  const original = on[name];
  const replacement = make(original);
  let over = false;
  const standing = function (this: unknown, ...args: never[]) {
    return Reflect.apply(over ? original : replacement, this, args);
  } as Method;
  Object.defineProperty(on, name, {
    configurable: true,
    enumerable: before?.enumerable ?? true,
    writable: true,
    value: standing,
  });
  return () => {
    over = true;
    // Somebody has wrapped ours meanwhile and will call it: it passes everything on from now.
    if (Object.getOwnPropertyDescriptor(on, name)?.value !== standing) return;
    if (before) Object.defineProperty(on, name, before);
    else delete (on as Partial<Record<Name, Method>>)[name];
  };
}
