'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const at = (id) => document.getElementById(id);

/** An element; text is always text, never markup. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flat());
  return element;
}
const pill = (word) => make('span', { class: `pill ${word.replaceAll(' ', '-')}` }, word);
const code = (text) => make('code', {}, text);
const link = (id) => make('a', { href: `#${id}` }, id);
const list = (tag, items) => make(tag, {}, ...items.map((item) => make('li', {}, item)));
const several = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Cells are texts or elements; a heading that begins with `#` is of numbers, of which a phone leaves out the zeros. */
function table(headings, rows, kind = '') {
  const names = headings.map((heading) => heading.replace(/^#/, ''));
  const style = (index, cell) =>
    headings[index].startsWith('#') ? { class: cell === '0' ? 'number zero' : 'number' } : {};
  const head = names.map((name, index) => make('th', { scope: 'col', ...style(index) }, name));
  const body = rows.map((cells) =>
    make(
      'tr',
      {},
      ...cells.map((cell, index) =>
        make(
          index === 0 ? 'th' : 'td',
          { 'data-heading': names[index], ...(index === 0 ? { scope: 'row' } : style(index, cell)) },
          make('div', {}, cell),
        ),
      ),
    ),
  );
  return make('table', { class: kind }, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...body));
}

function facts(control) {
  const { intent, policies, resources, parameters, remediation, notApplicable, falsePositives, mappings } = control;
  const rows = [
    ['Why', intent],
    ['How to fix', list('ol', remediation)],
    [
      'Standards',
      list(
        'ul',
        mappings.map((one) => `${one.framework} ${one.version} ${one.id} (${one.match})`),
      ),
    ],
    ['Resources', list('ul', resources.map(code))],
    [
      'Parameters',
      list(
        'ul',
        parameters
          .map((one) => [code(`${one.name}: ${one.default}`), ` ${one.meaning}`])
          .map((parts) => make('span', {}, ...parts)),
      ),
    ],
    ['Not applicable', list('ul', notApplicable)],
    ['Refused though one may have meant well', list('ul', falsePositives)],
    ['Policies', list('ul', policies.map(code))],
  ];
  const shown = rows.filter(([, value]) => typeof value === 'string' || value.childElementCount > 0);
  return make('dl', {}, ...shown.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

const words = (control) =>
  [control.id, control.title, control.intent, control.severity, control.level]
    .concat(control.policies, control.resources, control.remediation)
    .concat(control.mappings.map((one) => `${one.framework} ${one.version} ${one.id}`))
    .join(' ')
    .toLowerCase();

const entries = data.controls.map((control) => {
  const summary = make('summary', {}, make('strong', {}, control.title), pill(control.severity), pill(control.level));
  summary.append(code(control.id));
  const element = make('details', { class: 'control', id: control.id }, summary, make('div', {}, facts(control)));
  return { control, element, words: words(control) };
});

function options(select, name, values) {
  select.append(make('option', { value: '' }, `every ${name}`));
  for (const value of values) select.append(make('option', { value }, value));
}

function filter() {
  const { text, framework, severity, level } = at('filters').elements;
  const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { control, element, words: own } of entries) {
    const { mappings } = control;
    element.hidden = !(
      wanted.every((word) => own.includes(word)) &&
      (framework.value === '' || mappings.some((one) => `${one.framework} ${one.version}` === framework.value)) &&
      (severity.value === '' || control.severity === severity.value) &&
      (level.value === '' || control.level === level.value)
    );
    if (!element.hidden) shown += 1;
  }
  at('count').textContent =
    shown === 0 ? 'No control is like that.' : `${shown} of ${several(entries.length, 'control')}`;
}

/** A link to a control shows it, whatever is filtered. */
function showTarget() {
  const found = entries.find(({ control }) => `#${control.id}` === location.hash);
  if (found === undefined) return;
  if (found.element.hidden) at('filters').reset();
  filter();
  found.element.open = true;
  found.element.scrollIntoView();
}

function showControls() {
  const { text, framework, severity, level } = at('filters').elements;
  const distinct = (values) => [...new Set(values)];
  options(
    framework,
    'standard',
    distinct(data.controls.flatMap(({ mappings }) => mappings.map((one) => `${one.framework} ${one.version}`))).sort(),
  );
  options(
    severity,
    'severity',
    ['critical', 'high', 'medium', 'low'].filter((one) => data.controls.some((control) => control.severity === one)),
  );
  options(level, 'level', distinct(data.controls.map((control) => control.level)));
  at('list').append(...entries.map(({ element }) => element));
  at('filters').addEventListener('input', filter);
  at('filters').addEventListener('submit', (event) => event.preventDefault());
  at('filters').addEventListener('reset', () => setTimeout(filter));
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target.closest('input, select, textarea')) return;
    event.preventDefault();
    text.focus();
  });
  addEventListener('hashchange', showTarget);
  addEventListener('beforeprint', () => entries.forEach(({ element }) => (element.open = true)));
  filter();
}

function showConflicts({ roles, rows, leftOut }) {
  const cell = ({ there, because }) =>
    make('div', {}, pill(there), ...(because === undefined ? [] : [make('small', { class: 'soft' }, because)]));
  at('matrix').append(
    table(
      ['control', ...roles.map((role) => `bucket of ${role}`)],
      rows.map(({ control, cells }) => [link(control), ...cells.map(cell)]),
      'matrix',
    ),
  );
  const source = ({ source: href }) => make('a', { href, rel: 'noreferrer' }, new URL(href).hostname);
  at('left-out').append(
    table(
      ['demand', 'standard', 'collides with', 'why', 'source'],
      leftOut.map((one) => [one.demand, one.standard, link(one.control), one.because, source(one)]),
    ),
  );
}

function showExemptions(exemptions) {
  if (exemptions.length === 0) {
    at('register').append(make('p', {}, 'Nothing is exempt.'));
    return;
  }
  const today = new Date().toISOString().slice(0, 10);
  const until = ({ expires }) => make('span', {}, `${expires} `, ...(expires < today ? [pill('expired')] : []));
  at('register').append(
    table(
      ['control', 'resource', 'until', 'owner', 'ticket', 'reason'],
      exemptions.map((one) => [link(one.policy), code(one.urn), until(one), one.owner, one.ticket, one.reason]),
    ),
  );
}

const RESULTS = [
  'Nothing to refuse.',
  'Refused: a mandatory control is violated.',
  'Nothing to refuse yet, and no pass: pulumi up judges what is unverifiable.',
];

function showStack({ stack, exitCode, problems, findings, coverage }) {
  const { verdicts } = data;
  at('stack').hidden = false;
  const judged = new Set(coverage.controls.flatMap(({ resources }) => resources.map(({ urn }) => urn)));
  const heading = `Stack ${stack}: ${several(judged.size, 'resource')} judged by ${several(coverage.controls.filter(({ resources }) => resources.length > 0).length, 'control')}. `;
  at('coverage').append(
    make('p', {}, heading, problems.length > 0 ? 'Could not judge: this is no pass.' : RESULTS[exitCode]),
    list('ul', problems),
  );
  at('coverage').append(
    make(
      'p',
      { class: 'soft' },
      'Deferred: what is judged is in another resource, such as the sibling of a bucket, and counted there.',
    ),
  );
  const name = (urn) => urn.split('::').at(-1);
  const resource = ({ urn, verdict, because }) =>
    make('span', { title: urn }, pill(verdict), ` ${name(urn)}`, ...(because === undefined ? [] : [`: ${because}`]));
  const each = ({ resources, level }) =>
    resources.length === 0
      ? level === 'disabled'
        ? 'not looked at: disabled'
        : 'not looked at: nothing of its kind'
      : make(
          'details',
          {},
          make('summary', {}, several(resources.length, 'resource')),
          list('ul', resources.map(resource)),
        );
  if (findings.length > 0)
    at('coverage').append(
      table(
        ['finding', 'resource', 'verdict', 'level', 'what'],
        findings.map((one) => [link(one.control), code(one.urn), pill(one.verdict), one.level, one.message]),
      ),
    );
  at('coverage').append(
    table(
      ['control', ...verdicts.map((verdict) => `#${verdict}`), 'resources'],
      coverage.controls.map((one) => [
        link(one.control),
        ...verdicts.map((verdict) => String(one.counts[verdict])),
        each(one),
      ]),
    ),
    make('h3', {}, 'Resources that no control is for'),
    table(
      ['type', '#resources'],
      coverage.withoutControl.map(({ type, urns }) => [code(type), String(urns.length)]),
    ),
  );
}

const { pack, controls, conflicts, exemptions, stack } = data;
document.title = `Policies of ${pack.name} ${pack.version}`;
at('title').textContent = document.title;
at('lead').textContent =
  `${pack.description}. ${several(controls.length, 'control')}, ${several(exemptions.length, 'exemption')}.`;
showControls();
showConflicts(conflicts);
showExemptions(exemptions);
if (stack !== undefined) showStack(stack);
for (const section of document.querySelectorAll('section:not([hidden])'))
  at('sections').append(make('a', { href: `#${section.id}` }, section.querySelector('h2').textContent));
showTarget();
