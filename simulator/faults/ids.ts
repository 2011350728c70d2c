/** The last part of an ARN: what follows its last `/` or `:`. */
export const idOf = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
