import type { Context } from 'aws-lambda';

/** What Lambda hands over beside the event. @param remaining milliseconds */
export const lambdaContext = (remaining = 30_000): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'squall-staging-test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:squall-staging-test',
  memoryLimitInMB: '512',
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  logGroupName: '/aws/lambda/squall-staging-test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => remaining,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});
