import net from 'node:net';
import { PORT_NAMES, type PortName } from './types';

/** SeaweedFS listens for gRPC this far above each of its ports. */
const GRPC_OFFSET = 10_000;
const LOWEST = 20_000;
const HIGHEST = 50_000;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

/** Random free loopback ports, each with its gRPC neighbour free too. Someone may still take one before we bind it. */
export async function pickPorts(random: () => number = Math.random): Promise<Record<PortName, number>> {
  const ports = {} as Record<PortName, number>;
  const taken = new Set<number>();
  for (const name of PORT_NAMES) {
    for (;;) {
      const port = LOWEST + Math.floor(random() * (HIGHEST - LOWEST));
      if (taken.has(port) || !(await isFree(port)) || !(await isFree(port + GRPC_OFFSET))) continue;
      taken.add(port).add(port + GRPC_OFFSET);
      ports[name] = port;
      break;
    }
  }
  return ports;
}

/** Whether somebody answers on a loopback port. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
