import { isModuleName, isName, marksOf, metadataOf } from '../src/marks';

const NONE = { function: '', module: '', join: false, drop: false, parameter: false };

test('marks are read from whatever metadata there is', () => {
  expect(marksOf({})).toEqual(NONE);
  expect(marksOf({ nb2pkg: [1], tags: 'parameters' })).toEqual(NONE);
  expect(marksOf({ nb2pkg: { function: 7, join: 'yes' }, tags: [1, 'parameters'] })).toEqual({
    ...NONE,
    parameter: true
  });
  expect(
    marksOf({ nb2pkg: { function: 'load', module: 'data', join: true }, tags: ['skip-execution'] })
  ).toEqual({
    function: 'load',
    module: 'data',
    join: true,
    drop: true,
    parameter: false
  });
});

test('what is written is read again, and the rest of the metadata stays', () => {
  const before = { nb2pkg: { later: 1, function: 'old' }, tags: ['mine', 'parameters'] };
  const marks = { function: 'load', module: 'data', join: true, drop: true, parameter: false };
  const written = metadataOf(before, marks);
  expect(written).toEqual({
    nb2pkg: { later: 1, function: 'load', module: 'data', join: true },
    tags: ['mine', 'skip-execution']
  });
  expect(marksOf(written)).toEqual(marks);
});

test('nothing is left of marks that are taken back', () => {
  expect(
    metadataOf({ nb2pkg: { function: 'a', module: 'b' }, tags: ['parameters'] }, NONE)
  ).toEqual({
    nb2pkg: undefined,
    tags: undefined
  });
});

test('names of functions', () => {
  expect(['load', 'load_2', 'readCsv'].every(isName)).toBe(true);
  expect(['', '2x', '_x', 'a b', 'a-b', 'ünder', 'x'.repeat(61)].some(isName)).toBe(false);
});

test('names of modules', () => {
  expect(['loading', 'load_2'].every(isModuleName)).toBe(true);
  expect(['', 'Load', '2x', '_x', 'a.b', 'a/b', 'x'.repeat(61)].some(isModuleName)).toBe(false);
});
