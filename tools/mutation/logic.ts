import ts from 'typescript';
import type { Operator } from './mutants';

const { SyntaxKind } = ts;

const OTHER: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [SyntaxKind.LessThanToken, '<='],
  [SyntaxKind.LessThanEqualsToken, '<'],
  [SyntaxKind.GreaterThanToken, '>='],
  [SyntaxKind.GreaterThanEqualsToken, '>'],
  [SyntaxKind.AmpersandAmpersandToken, '||'],
  [SyntaxKind.BarBarToken, '&&'],
  [SyntaxKind.QuestionQuestionToken, '&&'],
  [SyntaxKind.PlusToken, '-'],
  [SyntaxKind.MinusToken, '+'],
  [SyntaxKind.AsteriskToken, '/'],
]);

const replace = (node: ts.Node, source: ts.SourceFile, replacement: string) => ({
  start: node.getStart(source),
  end: node.getEnd(),
  replacement,
});

/** Turns a comparison or a connective into its neighbour. */
const otherOperator: Operator = (node, source) => {
  if (!ts.isBinaryExpression(node)) return [];
  const other = OTHER.get(node.operatorToken.kind);
  return other === undefined ? [] : [replace(node.operatorToken, source, other)];
};

/** Leaves out a negation. */
const withoutNot: Operator = (node, source) =>
  ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken
    ? [replace(node, source, node.operand.getText(source))]
    : [];

/** Decides a condition once and for all. */
const decided: Operator = (node, source) => {
  const condition = ts.isIfStatement(node)
    ? node.expression
    : ts.isConditionalExpression(node)
      ? node.condition
      : undefined;
  return condition === undefined ? [] : ['true', 'false'].map((word) => replace(condition, source, word));
};

/** Changes a number by one, a word by all of it, a switch to the other side. */
const otherConstant: Operator = (node, source) => {
  if (node.kind === SyntaxKind.TrueKeyword) return [replace(node, source, 'false')];
  if (node.kind === SyntaxKind.FalseKeyword) return [replace(node, source, 'true')];
  if (ts.isNumericLiteral(node)) return [replace(node, source, `(${node.text} + 1)`)];
  if (ts.isBigIntLiteral(node)) return [replace(node, source, `(${node.text} + 1n)`)];
  if (!ts.isStringLiteral(node) || node.text.includes(' ')) return [];
  if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return [];
  return [replace(node, source, node.text === '' ? "'mutant'" : "''")];
};

/** Gives nothing back, where it gave something. */
const withoutResult: Operator = (node, source) =>
  ts.isReturnStatement(node) && node.expression !== undefined && node.expression.getText(source) !== 'undefined'
    ? [replace(node.expression, source, 'undefined')]
    : [];

/** What takes the reason out of a decision: its operators, conditions, constants and results. */
export const LOGIC_OPERATORS: readonly Operator[] = [otherOperator, withoutNot, decided, otherConstant, withoutResult];

/** A symbol's description is nobody's business. */
export const isNoDecision = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && node.expression.getText() === 'Symbol';
