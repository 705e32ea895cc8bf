import type { Node } from 'yaml';
import { ciDocuments, type CiFile, type CiJob } from './ciJobs.ts';
import { CiValues, type CiUse } from './ciValues.ts';
import { predefinedVariables } from './ciVariables.ts';
import type { Collected } from '../collected.ts';
import { ciVariablesIn } from './expandCi.ts';
import { unknownMark, type Expansion } from '../expansion.ts';
import { noteNumber } from '../yaml/readKustomization.ts';
import type { CiProject } from '../reference.ts';
import type { YamlFile, YamlText } from '../yaml/yamlTree.ts';

/** Jobs whose variables are tried for one image; where more use it, what depends on variables is unknown. */
const mostUsers = 200;

/** A place with an image or a list of services, and the jobs that use it. */
interface Place {
  readonly node: Node;
  readonly role: 'image' | 'service';
  readonly users: CiJob[];
}

/**
 * GitLab CI: `image` and `services` of jobs, templates, `default` and the top level, with the values that variables have in the
 * jobs that use them (through `extends`, aliases, merges and `!reference` within the file). There are no defaults in GitLab.
 */
export function readGitlabCi(yaml: YamlFile, collected: Collected, project: CiProject | undefined): void {
  const predefined = project === undefined ? new Map<string, string>() : predefinedVariables(project);
  for (const file of ciDocuments(yaml)) {
    const values = new CiValues(file, predefined);
    for (const place of placesOf(file).values())
      for (const text of textsOf(file, place.node)) addReference({ values, collected }, place, text);
  }
}

function placesOf(file: CiFile): ReadonlyMap<Node, Place> {
  const places = new Map<Node, Place>();
  const note = (node: Node | undefined, role: Place['role'], user?: CiJob): void => {
    if (node === undefined) return;
    const place = places.get(node) ?? { node, role, users: [] };
    places.set(node, place);
    if (user !== undefined) place.users.push(user);
  };
  for (const [key, role] of [
    ['image', 'image'],
    ['services', 'service'],
  ] as const) {
    note(file.default(key), role);
    for (const job of file.jobs) {
      note(file.own(job, key), role);
      note(file.effective(job, key), role, job);
      // Maps are merged deeply: a job that only sets the entrypoint keeps the name of its template.
      if (role === 'image') note(file.inheritedName(job), role, job);
    }
  }
  return places;
}

/** A text, the `name` of a map, or those of a list's items. */
function textsOf(file: CiFile, node: Node): readonly YamlText[] {
  const { yaml } = file;
  const nodes = yaml.isList(node) ? yaml.items(node).flatMap((item) => flat(file, item)) : [node];
  return nodes.flatMap((each) => yaml.text(each) ?? yaml.text(yaml.get(each, 'name')) ?? []);
}

function flat(file: CiFile, item: Node): readonly Node[] {
  const node = file.resolve(item);
  if (node === undefined) return [];
  return file.yaml.isList(node) ? file.yaml.items(node) : [node];
}

interface Reader {
  readonly values: CiValues;
  readonly collected: Collected;
}

function addReference(reader: Reader, place: Place, text: YamlText): void {
  const { collected } = reader;
  const use: CiUse = { texts: new Set(), predefined: new Set() };
  const visible = place.users.filter(({ isHidden }) => !isHidden);
  const users = visible.length > 0 ? visible : place.users;
  collected.add({
    ...text,
    role: place.role,
    expansions: expansionsOf(reader, text, users, use),
    users: users.slice(0, mostUsers).map(({ name }) => name),
    valuesFrom: [...use.predefined].map((name) => ({ name, from: 'predefined' as const })),
  });
  if (!collected.has(text.from)) return;
  noteDefaults(collected, text);
  for (const each of use.texts) noteNumber(collected, each, 'ruby');
}

function expansionsOf(
  { values }: Reader,
  text: YamlText,
  users: readonly CiJob[],
  use: CiUse,
): readonly Expansion[] {
  if (users.length === 0 || !text.value.includes('$')) return values.expand(text.value, undefined, use);
  const all = users.slice(0, mostUsers).flatMap((job) => values.expand(text.value, job, use));
  const more = users.length > mostUsers ? [{ text: unknownMark, unknown: [] }] : [];
  return [...new Map([...all, ...more].map((each) => [each.text + each.unknown.join(), each])).values()];
}

function noteDefaults(collected: Collected, text: YamlText): void {
  const source = collected.source.text.slice(text.from, text.to);
  for (const { from, to, name, fallback } of ciVariablesIn(source))
    if (fallback !== undefined)
      collected.addFinding({
        code: 'ciDefault',
        variable: name,
        fallback,
        ...collected.source.placed(text.from + from, text.from + to),
      });
}
