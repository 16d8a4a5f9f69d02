'use strict';
/** Does with the page what its readers do, one thing after the other; what was to be seen it leaves around its frame. */
{
  const form = document.getElementById('filters');
  const fields = [...form.querySelectorAll('input, select')];
  const visible = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const list = () => ({
    ids: visible('details.control').map(({ id }) => id),
    count: document.getElementById('count').textContent,
  });
  const set = (values) => {
    for (const field of fields) field.value = values[field.name] ?? '';
    fields[0].dispatchEvent(new Event('input', { bubbles: true }));
    return list();
  };
  /** What sticks out of the window; a region that scrolls by itself may. */
  const outside = () =>
    visible('main *')
      .filter((one) => one.closest('.scroll') === null && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`);

  const closed = outside();
  for (const details of document.querySelectorAll('details')) details.open = true;
  const seen = {
    width: innerWidth,
    scrollWidth: document.documentElement.scrollWidth,
    outside: [...closed, ...outside()],
    all: set({}),
    text: set({ text: 'S3.5 tls' }),
    framework: set({ framework: 'PCI DSS 4.0.1', severity: 'critical' }),
    level: set({ level: 'advisory' }),
    none: set({ text: 'no control has this word' }),
    matrix: visible('#matrix tbody tr').map((row) => row.textContent),
    sections: visible('nav a').map((link) => link.textContent),
    coverage: visible('#coverage tbody tr').length,
    result: visible('#coverage > p')[0]?.textContent,
  };
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }));
  seen.focused = document.activeElement.name;
  const answer = parent.document.createElement('pre');
  answer.id = 'seen';
  answer.textContent = JSON.stringify(seen);
  parent.document.body.append(answer);
}
