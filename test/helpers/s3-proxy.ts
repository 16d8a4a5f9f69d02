import { readFile } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { LocalServices } from '../../tools/services';

/** What happens to the next request that matches: its answer is lost, it never arrives, or another answer is given. */
export interface Fault {
  match: (request: { method: string; url: string }) => boolean;
  effect: 'lose-answer' | 'drop-request' | 'cut-answer' | 'stall-answer' | 'hang' | { status: number; code: string };
  times: number;
}

/** A TLS proxy in front of the S3 server, with the server's own certificate: what a bad network does, on demand. */
export interface S3Proxy {
  url: string;
  faults: Fault[];
  close(): Promise<void>;
}

export async function startS3Proxy(services: LocalServices): Promise<S3Proxy> {
  const cert = await readFile(path.join(services.directory, 'tls.crt'));
  const key = await readFile(path.join(services.directory, 'tls.key'));
  const upstream = new URL(services.s3.tlsUrl);
  const faults: Fault[] = [];
  const server = https.createServer({ cert, key }, (request, response) => {
    const seen = { method: request.method ?? '', url: request.url ?? '' };
    const fault = faults.find((f) => f.times > 0 && f.match(seen));
    if (fault !== undefined) fault.times--;
    const effect = fault?.effect;
    if (effect === 'hang') return;
    if (effect === 'drop-request') return void request.socket.destroy();
    if (typeof effect === 'object') {
      request.resume();
      request.on('end', () => {
        response.writeHead(effect.status, { 'content-type': 'application/xml' });
        // A success with an error in its body is an error to the SDK, which would ask again.
        if (effect.status < 400) return response.end();
        response.end(`<Error><Code>${effect.code}</Code><Message>injected</Message></Error>`);
      });
      return;
    }
    const forward = https.request(
      {
        host: upstream.hostname,
        port: upstream.port,
        method: request.method,
        path: request.url,
        headers: request.headers,
        ca: cert,
      },
      (answer) => {
        if (effect === 'lose-answer') {
          answer.resume();
          answer.on('end', () => request.socket.destroy());
          return;
        }
        response.writeHead(answer.statusCode!, answer.headers);
        let sent = 0;
        answer.on('data', (chunk: Buffer) => {
          sent += chunk.length;
          if (effect === 'cut-answer' && sent > 1000) {
            response.write(chunk.subarray(0, 100), () => request.socket.destroy());
            return answer.destroy();
          }
          // Some of the body, and then nothing more, on a connection that stays open.
          if (effect === 'stall-answer' && sent > 1000) {
            response.write(chunk.subarray(0, 100));
            return void answer.pause();
          }
          response.write(chunk);
        });
        answer.on('end', () => response.end());
      },
    );
    forward.on('error', () => request.socket.destroy());
    request.pipe(forward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
