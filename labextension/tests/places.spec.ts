import { applied, changesOf } from '../src/fixes';
import { IFix } from '../src/model';
import { offsetOf, rangeOf } from '../src/places';

test('columns are code points, offsets UTF-16 units', () => {
  const text = 'x = "😀"\ny = 1';
  expect(offsetOf(text, 1, 5)).toBe(5);
  expect(offsetOf(text, 1, 6)).toBe(7);
  expect(text.slice(offsetOf(text, 2, 0), offsetOf(text, 2, 1))).toBe('y');
});

test('places outside of a text are moved into it', () => {
  expect(offsetOf('ab\nc', 1, 99)).toBe(2);
  expect(offsetOf('ab\nc', 9, 0)).toBe(4);
  expect(offsetOf('', 1, 0)).toBe(0);
});

test('what has no length is underlined to the end of its line', () => {
  const at = (line: number, column: number) => ({
    line,
    column,
    end_line: line,
    end_column: column
  });
  expect(rangeOf('abc\ndef', at(1, 1))).toEqual({ from: 1, to: 3 });
  expect(rangeOf('abc\n', at(2, 0))).toEqual({ from: 4, to: 4 });
});

function fix(...edits: [number, number, number, number, string][]): IFix {
  return {
    description: 'mend',
    cleared_cells: [],
    removed_cells: [],
    edits: edits.map(([cell, line, column, end_column, text]) => ({
      cell,
      line,
      column,
      end_line: line,
      end_column,
      new: text
    }))
  };
}

test('edits of a fix do not get into each other', () => {
  const sources = ['a = 1\nb = 2'];
  const changes = changesOf(
    fix([0, 1, 0, 1, 'long'], [0, 2, 4, 5, '22'], [0, 1, 4, 5, '']),
    sources,
    () => sources[0]
  );
  expect(applied(sources[0] ?? '', changes?.get(0) ?? [])).toBe('long = \nb = 22');
});

test('a cell that was edited since is not touched', () => {
  expect(changesOf(fix([0, 1, 0, 1, 'x']), ['a = 1'], () => 'a = 2')).toBeNull();
  expect(changesOf(fix([1, 1, 0, 1, 'x']), ['a = 1'], () => undefined)).toBeNull();
  expect(changesOf({ ...fix(), removed_cells: [0] }, ['a'], () => 'b')).toBeNull();
});
