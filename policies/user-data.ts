import { nameless, type PlainValue } from './plain-value';
import { asText, read } from './reading/read';

/** A variable that a line of a script, of a file of settings or of a list of commands sets. */
const ASSIGNMENT = /^[ \t]*(?:-[ \t]+)?(?:export[ \t]+)?([a-z_]\w*)=["']?([^\s"';]*)/i;
/** How a value begins that the machine asks for when it boots, or that is put in before. */
const ASKED_FOR = /^[$`{<%]/;

const assignments = (place: string, text: string): PlainValue[] =>
  text.split('\n').flatMap((line, index): PlainValue[] => {
    const [, name, value = ''] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined || ASKED_FOR.test(value)) return [];
    return [
      {
        place: `a variable in line ${index + 1} of ${place}`,
        name: { state: 'known', value: name },
        value: { state: 'known', value },
      },
    ];
  });

/** User data may be encoded, or has to be: what is not, decodes to nothing that means something. */
export function userData(props: object, property: string): PlainValue[] {
  const given = asText(read(props, property));
  if (given.state !== 'known') return [nameless(property, given)];
  return [given.value, Buffer.from(given.value, 'base64').toString()].flatMap((value) => [
    nameless(property, { state: 'known', value }),
    ...assignments(property, value),
  ]);
}
