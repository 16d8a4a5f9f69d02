import path from 'node:path';
import { findMinio, startServices, statusOfServices, stopServices } from '../tools/services';

const HELP = `npm run services -- up | down | status [--json] | minio

  up      start PostgreSQL and an S3 server in the background (or say that they run)
  down    stop them; their data stays in .services/local
  status  say what runs, and where
  minio   have MinIO in the cache, built with Go if need be (minutes, once): tests run the local stack on it too

Services of your own are used instead when the environment names them:
  DATABASE_URL                                               a PostgreSQL login that may create roles and databases
  GL_S3_ENDPOINT GL_S3_ACCESS_KEY_ID GL_S3_SECRET_ACCESS_KEY an S3 server and its administrator's keys
  GL_S3_CA_FILE GL_S3_PLAIN_ENDPOINT                         its certificate authority, and its port without TLS`;

const directory = path.join(__dirname, '..', '.services', 'local');

async function main(args: readonly string[]): Promise<number> {
  const [command] = args.filter((arg) => !arg.startsWith('--'));
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  switch (command) {
    case 'up': {
      const services = await startServices({ directory, log: (line) => console.error(line) });
      const { s3, postgres } = services;
      console.log(`S3          ${s3.tlsUrl}  (without TLS ${s3.plainUrl})`);
      console.log(`PostgreSQL  ${postgres.host}:${postgres.port}`);
      console.log(`state       ${path.relative(process.cwd(), directory)} (passwords in secrets.json, for you alone)`);
      console.log('stop        npm run services -- down');
      return 0;
    }
    case 'down':
      await stopServices(directory);
      return 0;
    case 'status': {
      const status = await statusOfServices(directory);
      if (args.includes('--json')) console.log(JSON.stringify(status));
      else
        for (const { name, running, address } of status)
          console.log(`${name.padEnd(11)} ${running ? 'runs   ' : 'stopped'} ${address}`);
      return status.every(({ running }) => running) ? 0 : 1;
    }
    case 'minio': {
      const { file, tried } = await findMinio({ build: true, log: (line) => console.error(line) });
      console.log(file ?? ['MinIO cannot be had', ...tried.map((line) => `  tried: ${line}`)].join('\n'));
      return file === undefined ? 1 : 0;
    }
    case undefined:
    default:
      console.error(HELP);
      return 2;
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
