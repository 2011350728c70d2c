/** Answers in the shape that the caller's event asks for, and marks on those that the function made. */
import type { HttpRequest } from './request.ts';

export interface Answer {
  statusCode: number;
  statusDescription?: string;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, readonly string[]>;
  body: string;
  isBase64Encoded: boolean;
}

export interface Content {
  readonly statusCode: number;
  readonly contentType: string;
  readonly body: string;
}

/** A load balancer also wants the status in words. */
export function answerTo({ from, multiValue }: HttpRequest, { statusCode, contentType, body }: Content): Answer {
  return {
    statusCode,
    ...(from === 'load-balancer' && { statusDescription: `${statusCode} ${words[statusCode] ?? 'Status'}` }),
    ...(multiValue
      ? { multiValueHeaders: { 'content-type': [contentType] } }
      : { headers: { 'content-type': contentType } }),
    body,
    isBase64Encoded: false,
  };
}

/** A function behind an HTTP API may answer with anything at all, which is then the body. */
export const isAnswer = (response: unknown): response is Partial<Answer> & { readonly statusCode: number } =>
  response !== null && typeof response === 'object' && typeof (response as Partial<Answer>).statusCode === 'number';

/** A copy with one header more; what is no answer with headers is left as it is. */
export function withHeader(response: unknown, request: HttpRequest, name: string, value: string): unknown {
  if (!isAnswer(response)) return response;
  return request.multiValue
    ? { ...response, multiValueHeaders: { ...response.multiValueHeaders, [name]: [value] } }
    : { ...response, headers: { ...response.headers, [name]: value } };
}

const words: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  409: 'Conflict',
  418: "I'm a teapot",
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
