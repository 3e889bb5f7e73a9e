/** Quick fixes as changes of texts. */

import { IFix } from './model';
import { offsetOf } from './places';

export interface IChange {
  from: number;
  to: number;
  insert: string;
}

/** The changes that a fix makes in each cell, the last first; null if a cell is not what it was when it was checked. */
export function changesOf(
  fix: IFix,
  checked: readonly string[],
  current: (cell: number) => string | undefined
): Map<number, IChange[]> | null {
  const changes = new Map<number, IChange[]>();
  const touched = [...fix.edits.map(edit => edit.cell), ...fix.removed_cells];
  if (touched.some(cell => checked[cell] === undefined || current(cell) !== checked[cell])) {
    return null;
  }
  for (const edit of fix.edits) {
    const text = checked[edit.cell] ?? '';
    const some = changes.get(edit.cell) ?? [];
    some.push({
      from: offsetOf(text, edit.line, edit.column),
      to: offsetOf(text, edit.end_line, edit.end_column),
      insert: edit.new
    });
    changes.set(edit.cell, some);
  }
  for (const some of changes.values()) {
    some.sort((a, b) => b.from - a.from || b.to - a.to);
  }
  return changes;
}

/** A text with changes made in it, given the last first. */
export function applied(text: string, changes: readonly IChange[]): string {
  return changes.reduce(
    (now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to),
    text
  );
}
