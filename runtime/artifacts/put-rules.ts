import { InvalidInputError, type Problem } from '../errors';
import { printable } from '../keys/names';
import type { PutRequest } from './put';

/** A media type as an HTTP header carries it: RFC 9110 §8.3.1, printable ASCII, with parameters. */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/;
const MAX_MEDIA_TYPE_CHARACTERS = 255;

const isBody = (body: unknown): boolean => {
  if (body instanceof Uint8Array) return true;
  if (typeof body !== 'object' || body === null) return false;
  return Symbol.asyncIterator in body || ('file' in body && typeof body.file === 'string');
};

const isId = (id: unknown): boolean => typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id);

/**
 * Checks what of a put is no name, before anything is read or written.
 *
 * @throws {InvalidInputError} listing every problem
 */
export function checkRequest(request: PutRequest): void {
  const { body, mediaType, inputs } = request as { [K in keyof PutRequest]?: unknown };
  const problems: Problem[] = [];
  const refuse = (path: string, value: unknown, rule: string, fix: string): void =>
    void problems.push({ path, value: printable(value), rule, fix });
  if (!isBody(body))
    refuse('body', typeof body, 'a body is bytes, { file } or a stream of bytes', 'wrap a text in Buffer.from');
  if (mediaType !== undefined && (typeof mediaType !== 'string' || !isMediaType(mediaType)))
    refuse('mediaType', mediaType, 'a media type is type/subtype in ASCII (RFC 9110)', 'correct it or leave it out');
  if (inputs !== undefined && !Array.isArray(inputs))
    refuse('inputs', inputs, 'is a list of artifact ids', 'pass a list');
  else
    ((inputs ?? []) as unknown[]).forEach((id, i) => {
      if (!isId(id)) refuse(`inputs[${i}]`, id, 'is an artifact id', 'pass what put returned as artifact_id');
    });
  if (problems.length > 0) throw new InvalidInputError(problems);
}

const isMediaType = (text: string): boolean => text.length <= MAX_MEDIA_TYPE_CHARACTERS && MEDIA_TYPE.test(text);
