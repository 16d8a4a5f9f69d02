import path from 'node:path';
import ts from 'typescript';

/** Source of each `exports` subpath of the package. */
const ENTRIES = {
  'gl-artifacts/components': 'components/index.ts',
  'gl-artifacts/policies': 'policies/library.ts',
  'gl-artifacts/runtime': 'runtime/index.ts',
};

/**
 * Lists what a user can import, one name a line, so that a change of it is seen in review.
 *
 * @param root - the checkout
 */
export function publicSurface(root: string): string {
  const files = Object.values(ENTRIES).map((file) => path.join(root, file));
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram(files, { ...options, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const lines = Object.entries(ENTRIES).flatMap(([subpath, file]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path.join(root, file)) as ts.SourceFile);
    if (module === undefined) throw new Error(`${file} exports nothing`);
    return checker.getExportsOfModule(module).map((symbol) => `${subpath} ${kindOf(checker, symbol)} ${symbol.name}`);
  });
  return `${lines.sort().join('\n')}\n`;
}

const kindOf = (checker: ts.TypeChecker, symbol: ts.Symbol): 'type' | 'value' => {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target.flags & ts.SymbolFlags.Value ? 'value' : 'type';
};
