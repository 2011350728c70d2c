/** Where a request or an answer was not as botocore describes it. Each fails the test in which it was seen. */
const seen: string[] = [];

export const violate = (...sentences: readonly string[]): void => void seen.push(...sentences);

/** Takes them: who plants one takes it away again. */
export const takeViolations = (): readonly string[] => seen.splice(0);
