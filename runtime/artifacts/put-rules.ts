import { argumentProblems, required, rules } from '../arguments';
import { InvalidInputError, type Problem } from '../errors';
import { nameProblems, printable } from '../keys/names';
import type { PutRequest } from './put';

/** A media type as an HTTP header carries it: RFC 9110 §8.3.1, printable ASCII, with parameters. */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/;
const MAX_MEDIA_TYPE_CHARACTERS = 255;

const isBody = (body: unknown): boolean => {
  if (body instanceof Uint8Array) return true;
  if (typeof body !== 'object' || body === null) return false;
  return Symbol.asyncIterator in body || ('file' in body && typeof body.file === 'string' && !body.file.includes('\0'));
};

const PUT_RULES = {
  mediaType: {
    holds: (text: unknown) =>
      typeof text === 'string' && text.length <= MAX_MEDIA_TYPE_CHARACTERS && MEDIA_TYPE.test(text),
    rule: 'a media type is type/subtype in ASCII (RFC 9110)',
    fix: 'correct it or leave it out',
  },
  inputs: { holds: Array.isArray, rule: 'is a list of artifact ids', fix: 'pass a list' },
  supersede: rules.flag,
  onProgress: rules.callback,
  signal: rules.signal,
};

/**
 * Checks everything of a put that can be judged by itself, before anything is read or written.
 *
 * @throws {InvalidInputError} listing every problem
 */
export function checkRequest(request: PutRequest): void {
  const problems: Problem[] = argumentProblems(request, PUT_RULES);
  if (problems[0]?.path === 'arguments') throw new InvalidInputError(problems);
  const { body, folder = 'outputs', name, inputs } = request;
  const { runId, step, attempt } = (request.step ?? {}) as Partial<PutRequest['step']>;
  problems.unshift(
    ...nameProblems({ runId, step, folder, name }),
    ...argumentProblems({ attempt }, { attempt: required(rules.count) }),
  );
  // The body itself is never printed.
  if (!isBody(body)) {
    const rule = 'a body is bytes, { file } or a stream of bytes';
    problems.push({ path: 'body', value: typeof body, rule, fix: 'wrap a text in Buffer.from' });
  }
  if (Array.isArray(inputs)) problems.push(...inputs.flatMap(inputProblem));
  if (problems.length > 0) throw new InvalidInputError(problems);
}

const inputProblem = (id: unknown, index: number): Problem[] =>
  rules.text.holds(id)
    ? []
    : [
        {
          path: `inputs[${index}]`,
          value: printable(id),
          rule: 'is an artifact id',
          fix: 'pass what put returned as artifact_id',
        },
      ];
