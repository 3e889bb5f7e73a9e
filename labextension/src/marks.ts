/** What the author decides about cells, as cell metadata that `nb2pkg` on the command line honours too. */

export const DROP = 'skip-execution';
export const PARAMETER = 'parameters';

export interface IMarks {
  function: string;
  module: string;
  join: boolean;
  drop: boolean;
  parameter: boolean;
}

type Metadata = { readonly [key: string]: unknown };

/** The decisions in a cell's metadata. */
export function marksOf(metadata: Metadata): IMarks {
  const own = ownOf(metadata);
  const tags = tagsOf(metadata);
  return {
    function: typeof own.function === 'string' ? own.function : '',
    module: typeof own.module === 'string' ? own.module : '',
    join: own.join === true,
    drop: tags.includes(DROP),
    parameter: tags.includes(PARAMETER)
  };
}

/** The values of `nb2pkg` and `tags` that say so; undefined where there is nothing to say. */
export function metadataOf(
  metadata: Metadata,
  marks: IMarks
): { nb2pkg: { [key: string]: unknown } | undefined; tags: string[] | undefined } {
  const own: { [key: string]: unknown } = { ...ownOf(metadata) };
  delete own.function;
  delete own.module;
  delete own.join;
  if (marks.function) {
    own.function = marks.function;
  }
  if (marks.module) {
    own.module = marks.module;
  }
  if (marks.join) {
    own.join = true;
  }
  const tags = tagsOf(metadata).filter(tag => tag !== DROP && tag !== PARAMETER);
  tags.push(...(marks.drop ? [DROP] : []), ...(marks.parameter ? [PARAMETER] : []));
  return {
    nb2pkg: Object.keys(own).length > 0 ? own : undefined,
    tags: tags.length > 0 ? tags : undefined
  };
}

/** Whether a function can be called so; the server has the last word. */
export function isName(text: string): boolean {
  return /^[a-z][a-zA-Z0-9_]{0,59}$/.test(text);
}

/** Whether a module can be called so; the server has the last word. */
export function isModuleName(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,59}$/.test(text);
}

function ownOf(metadata: Metadata): Metadata {
  const own = metadata.nb2pkg;
  return typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as Metadata) : {};
}

function tagsOf(metadata: Metadata): string[] {
  const tags = metadata.tags;
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}
