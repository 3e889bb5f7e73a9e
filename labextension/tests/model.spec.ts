import {
  bandsOf,
  byCell,
  bySeverity,
  countsOf,
  filtered,
  isOpen,
  IFinding,
  IPlan,
  modulesOf,
  nextAfter,
  patience,
  pieces,
  plain,
  sentence,
  Severity,
  speakersOf,
  speakersOfModule,
  verdictByCell,
  visible,
  worst
} from '../src/model';

function finding(code: string, severity: Severity, cell: number | null, line = 1): IFinding {
  return {
    code,
    name: `rule-${code}`,
    severity,
    message: `about ${code}`,
    cell,
    line: cell === null ? null : line,
    column: 0,
    end_line: line,
    end_column: 1,
    output: null,
    heading: cell === 2 ? 'Load data' : null,
    execution_count: null,
    cure: 'none',
    fix: null,
    fingerprint: `${code} ${cell} ${line}`
  };
}

const SOME = [
  finding('NB601', 'info', null),
  finding('NB201', 'warning', 2, 3),
  finding('NB101', 'error', 2, 5),
  finding('B006', 'error', 0)
];

test('groups by cell follow the notebook, the whole notebook first', () => {
  expect(byCell(SOME).map(group => [group.cell, group.findings.length])).toEqual([
    [null, 1],
    [0, 1],
    [2, 2]
  ]);
});

test('groups by severity are the worst first, and none is empty', () => {
  expect(bySeverity(SOME).map(group => group.severity)).toEqual(['error', 'warning', 'info']);
  expect(bySeverity([])).toEqual([]);
});

test('a filter wants all words and no hidden severity', () => {
  const codes = (text: string, ...hidden: Severity[]): string[] =>
    filtered(SOME, { text, hidden: new Set(hidden) }).map(one => one.code);
  expect(codes('')).toEqual(['NB601', 'NB201', 'NB101', 'B006']);
  expect(codes('load NB1')).toEqual(['NB101']);
  expect(codes('LOAD', 'error')).toEqual(['NB201']);
  expect(codes('nothing')).toEqual([]);
});

test('counts and the worst', () => {
  expect(countsOf(SOME)).toEqual({ error: 2, warning: 1, info: 1 });
  expect(worst(SOME)).toBe('error');
  expect(worst([])).toBeNull();
});

test('the next finding is behind the cursor, and after the last the first', () => {
  expect(nextAfter(SOME, 2, 3)?.code).toBe('NB101');
  expect(nextAfter(SOME, 1, 1)?.code).toBe('NB201');
  expect(nextAfter(SOME, 9, 1)?.code).toBe('NB201');
  expect(nextAfter([finding('NB601', 'info', null)], 0, 1)).toBeNull();
});

test('what turns text around or hides is shown as it is', () => {
  expect(visible('a\u202eb\u2066c\u200bd\u0007')).toBe('a\\u202eb\\u2066c\\u200bd\\u0007');
  expect(visible('naïve 数据 <b>\n\t')).toBe('naïve 数据 <b>\n\t');
});

test('what stands between backticks is code, and an odd backtick is text', () => {
  expect(pieces('`os` is `imported`')).toEqual([
    { text: 'os', isCode: true },
    { text: ' is ', isCode: false },
    { text: 'imported', isCode: true }
  ]);
  expect(pieces('a ` b')).toEqual([{ text: 'a ` b', isCode: false }]);
  expect(pieces('`<b>\u202e`')).toEqual([{ text: '<b>\\u202e', isCode: true }]);
  expect(pieces('')).toEqual([]);
  expect(plain('remove `os`')).toBe('remove os');
});

const PLAN = {
  functions: [
    { name: 'fit', module: 'model', is_step: true, cells: [4] },
    { name: 'net', module: 'data', is_step: false, cells: [1] },
    { name: 'load', module: 'data', is_step: true, cells: [2] }
  ]
} as unknown as IPlan;

test('modules hold their functions, and bands go through the notebook', () => {
  expect(modulesOf(PLAN).map(({ name, functions }) => [name, functions.length])).toEqual([
    ['model', 1],
    ['data', 2]
  ]);
  expect([...bandsOf(PLAN, 8)]).toEqual([
    ['load', 0],
    ['fit', 1]
  ]);
  expect([...bandsOf(PLAN, 1).values()]).toEqual([0, 0]);
});

test('a verdict is told by cell, and what belongs to none comes last', () => {
  const compared: [string, number | null][] = [
    ['unstable', 7],
    ['same', 3],
    ['missing', null],
    ['different', 3],
    ['not compared', 3],
    ['close', 7],
    ['close', 5]
  ];
  const comparisons = compared.map(([outcome, cell]) => ({
    key: outcome,
    outcome,
    function: null,
    cell,
    detail: ''
  }));
  const verdict = { result: 'different', comparisons, counts: {}, notes: [] };
  expect(verdictByCell(verdict).map(one => [one.cell, one.result, one.equal, one.total])).toEqual([
    [3, 'different', 1, 3],
    [5, 'same', 1, 1],
    [7, 'open', 1, 2],
    [null, 'different', 0, 1]
  ]);
  expect(verdictByCell(verdict)[0]?.differences.map(one => one.key)).toEqual([
    'different',
    'not compared'
  ]);
  expect(verdictByCell({ ...verdict, comparisons: [] })).toEqual([]);
});

test('slow notebooks are checked less often', () => {
  expect(patience(800, 20)).toBe(800);
  expect(patience(800, 500)).toBe(5000);
  expect(patience(800, 60000)).toBe(30000);
});

test('a cell speaks for the function that begins in it, and a module has a speaker for each function', () => {
  const plan = {
    graph: { nodes: [{ label: 'load' }, { label: 'clean' }, { label: 'fit' }], links: [] },
    functions: [
      { name: 'net', module: 'functions', is_step: false, cells: [1, 2] },
      { name: 'clean', module: 'data', is_step: true, cells: [2] },
      { name: 'load', module: 'data', is_step: true, cells: [0, 2] },
      { name: 'fit', module: 'model', is_step: true, cells: [2, 5, 6] }
    ]
  } as unknown as IPlan;
  expect([...speakersOf(plan)]).toEqual([
    ['load', [0, 2]],
    ['clean', []],
    ['fit', [5, 6]]
  ]);
  expect(speakersOfModule(plan, 'data')).toEqual([[0, 2]]);
  expect(speakersOfModule(plan, 'model')).toEqual([[5, 6]]);
  expect(speakersOfModule(plan, 'functions')).toEqual([[1]]);
  expect(speakersOfModule(plan, 'constants')).toEqual([]);
});

test('a sentence begins with a capital, and shows no backticks', () => {
  expect(sentence('clear the output of `df`')).toBe('Clear the output of df');
  expect(sentence('')).toBe('');
});

test.each([
  ['different', false],
  ['missing', false],
  ['unstable', true],
  ['uncompared', true]
])('whether a difference that is %s is open: %s', (outcome, wanted) => {
  expect(isOpen({ key: 'x', outcome, function: null, cell: 1, detail: '' })).toBe(wanted);
});
