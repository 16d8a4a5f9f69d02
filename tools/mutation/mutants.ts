import ts from 'typescript';

/** One change of a source file that a test has to notice. */
export interface Mutant {
  file: string;
  line: number;
  /** What is changed, as source text of one line. */
  what: string;
  start: number;
  end: number;
  replacement: string;
}

/** Finds the changes of a node; the texts replace what lies between `start` and `end`. */
export type Operator = (node: ts.Node, source: ts.SourceFile) => Omit<Mutant, 'file' | 'line' | 'what'>[];

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 120);

/**
 * Every mutant of a source file by the given operators, in the order of the text.
 *
 * @param skip - subtrees that are left as they are
 */
export function mutantsOf(
  file: string,
  text: string,
  operators: readonly Operator[],
  skip: (node: ts.Node, source: ts.SourceFile) => boolean = () => false,
): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node) || skip(node, source))
      return;
    for (const operator of operators)
      for (const { start, end, replacement } of operator(node, source)) {
        const line = source.getLineAndCharacterOfPosition(start).line + 1;
        const what = `${oneLine(text.slice(start, end))} → ${replacement === '' ? 'nothing' : oneLine(replacement)}`;
        mutants.push({ file, line, what, start, end, replacement });
      }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The source text with one mutant in it. */
export const mutated = (text: string, { start, end, replacement }: Mutant): string =>
  text.slice(0, start) + replacement + text.slice(end);
