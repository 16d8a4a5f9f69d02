import { ENGINE_VERSION, findEngine } from '../tools/engine';

const HELP = `npm run engine -- install | status

  status   say which Pulumi CLI the other commands use; exit 1 when there is none
  install  look on the PATH and in the cache, then try the official download, then build it with Go (minutes, once)

The engine is kept in the cache that the local services use too, outside the checkout. Version: ${ENGINE_VERSION}, or
whatever is on the PATH.

Exit codes: 0 there is one · 1 there is none · 2 the command line is wrong`;

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  if (rest.length > 0 || (command !== 'install' && command !== 'status')) {
    console.error(HELP);
    return 2;
  }
  const install = command === 'install';
  const { engine, tried } = await findEngine({
    download: install,
    build: install,
    log: (line) => console.error(line),
  });
  if (engine === undefined) {
    console.error(['there is no Pulumi engine', ...tried.map((line) => `  tried: ${line}`)].join('\n'));
    console.error(
      install
        ? '  or: install the Pulumi CLI (https://www.pulumi.com/docs/install/), or Go, and run this again'
        : '  or: npm run engine -- install',
    );
    return 1;
  }
  console.log(`Pulumi ${engine.version} from ${engine.source}: ${engine.file}`);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
