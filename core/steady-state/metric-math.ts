/**
 * Metric maths: `+ - * /`, parentheses, numbers and the names of metrics. CloudWatch's
 * functions are not taken; an expression that uses one is refused by name.
 */
export type Expression =
  | {
      readonly ok: true;
      /** Metrics used, each once, in order of appearance. */
      readonly names: readonly string[];
      /** Undefined when a name is missing or a division by zero makes it so. */
      evaluate(values: Readonly<Record<string, number>>): number | undefined;
    }
  | { readonly ok: false; readonly why: string };

type Term = (values: Readonly<Record<string, number>>) => number;

const token = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|(.))/y;

export function parseExpression(text: string): Expression {
  const tokens: { kind: 'number' | 'name' | 'sign'; text: string }[] = [];
  const source = text.trim();
  token.lastIndex = 0;
  for (let found = token.exec(source); found !== null && found[0] !== ''; found = token.exec(source))
    tokens.push(
      found[1] !== undefined
        ? { kind: 'number', text: found[1] }
        : found[2] !== undefined
          ? { kind: 'name', text: found[2] }
          : { kind: 'sign', text: found[3] ?? '' },
    );
  const names = new Set<string>();
  let at = 0;
  const take = (...signs: string[]) => {
    const next = tokens[at];
    return next?.kind === 'sign' && signs.includes(next.text) ? tokens[at++]?.text : undefined;
  };
  const chain = (inner: () => Term, ...signs: string[]): Term => {
    let left = inner();
    for (let sign = take(...signs); sign; sign = take(...signs)) {
      const [a, b] = [left, inner()];
      left = operations[sign]!(a, b);
    }
    return left;
  };
  const sum = (): Term => chain(product, '+', '-');
  const product = (): Term => chain(factor, '*', '/');
  const factor = (): Term => {
    if (take('-')) {
      const negated = factor();
      return (values) => -negated(values);
    }
    if (take('(')) {
      const inner = sum();
      if (!take(')')) throw new SyntaxError('a parenthesis is not closed');
      return inner;
    }
    const next = tokens[at++];
    if (next?.kind === 'number') return () => Number(next.text);
    if (next?.kind !== 'name') throw new SyntaxError(next ? `unexpected ${next.text}` : 'it ends too early');
    if (tokens[at]?.text === '(') throw new SyntaxError(`the function ${next.text} is not supported`);
    names.add(next.text);
    return (values) => values[next.text] ?? Number.NaN;
  };
  try {
    const whole = sum();
    if (at < tokens.length) throw new SyntaxError(`unexpected ${tokens[at]?.text}`);
    return {
      ok: true,
      names: [...names],
      evaluate: (values) => {
        const value = whole(values);
        return Number.isFinite(value) ? value : undefined;
      },
    };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

const operations: Record<string, (a: Term, b: Term) => Term> = {
  '+': (a, b) => (values) => a(values) + b(values),
  '-': (a, b) => (values) => a(values) - b(values),
  '*': (a, b) => (values) => a(values) * b(values),
  '/': (a, b) => (values) => a(values) / b(values),
};
