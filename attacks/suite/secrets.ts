/** Secrets that errors come with, planted to be looked for in whatever is kept or sent. */

/** As a service may say it back to whoever it turns away. None of it is anybody's. */
const sessionToken = `IQoJb3JpZ2luX2Vj${'Attacked0Platform'.repeat(6)}`;
const password = 'correct-horse-battery';

/** What a call answers whose credentials are over: an error with secrets in it. */
export const refusalWithSecrets = (call: string): string =>
  `ExpiredTokenException: the security token is expired (${call}, X-Amz-Security-Token=${sessionToken}, password=${password})`;

export const holdsSecret = (text: string): boolean => text.includes(sessionToken) || text.includes(password);
