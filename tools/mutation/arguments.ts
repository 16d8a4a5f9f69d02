import ts from 'typescript';
import type { Operator } from './mutants';

/** Removes an element and the comma after it, or before it when it is the last. */
function without(element: ts.Node, siblings: ts.NodeArray<ts.Node>, source: ts.SourceFile) {
  const start = element.getStart(source);
  const next = siblings[siblings.indexOf(element) + 1];
  const end = next === undefined ? element.getEnd() : next.getStart(source);
  return { start, end, replacement: '' };
}

/** Leaves out a property of an object, or what is spread into it. */
const withoutProperty: Operator = (node, source) =>
  ts.isObjectLiteralExpression(node)
    ? node.properties.map((property) => without(property, node.properties, source))
    : [];

/** Leaves out an element of a list. */
const withoutElement: Operator = (node, source) =>
  ts.isArrayLiteralExpression(node) && !isTable(node)
    ? node.elements.map((element) => without(element, node.elements, source))
    : [];

/** Pairs that are looked up: a part of one is no argument. */
const isTable = (node: ts.ArrayLiteralExpression): boolean =>
  ts.isCallExpression(node.parent) &&
  node.parent.arguments.length === 1 &&
  /^Map$/.test(node.parent.expression.getText());

/** Turns a switch over. */
const flip: Operator = (node, source) => {
  if (node.kind !== ts.SyntaxKind.TrueKeyword && node.kind !== ts.SyntaxKind.FalseKeyword) return [];
  const replacement = node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true';
  return [{ start: node.getStart(source), end: node.getEnd(), replacement }];
};

/** What takes an argument away from what is provisioned. */
export const ARGUMENT_OPERATORS: readonly Operator[] = [withoutProperty, withoutElement, flip];

const names = (node: ts.ObjectLiteralExpression): string[] =>
  node.properties.flatMap(({ name }) => (name !== undefined && ts.isIdentifier(name) ? [name.text] : []));

/** Problems of arguments and what a component puts out are no arguments of resources. */
export const isNoArgument = (node: ts.Node): boolean =>
  (ts.isObjectLiteralExpression(node) && names(node).includes('rule') && names(node).includes('fix')) ||
  (ts.isCallExpression(node) &&
    /(^|\.)(registerOutputs|refuse|unless|super|validate\w+)$/.test(node.expression.getText())) ||
  (ts.isFunctionDeclaration(node) && /^(validate|\w*[pP]roblems)/.test(node.name?.text ?? '')) ||
  (ts.isVariableDeclaration(node) && /^(validate|\w*[pP]roblems$)/.test(node.name.getText()));
