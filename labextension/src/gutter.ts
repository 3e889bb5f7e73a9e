/** Marks beside the lines of a cell that have findings: their shape tells the severity, a click goes to the panel. */

import { Extension, RangeSet, RangeSetBuilder, Text } from '@codemirror/state';
import { EditorView, gutter, GutterMarker } from '@codemirror/view';
import { IFinding, plain, Severity, worst } from './model';
import { rangeOf } from './places';
import { ISpan } from './model';

/** The findings of each line that has some, as marks. */
export type LineMarks = RangeSet<GutterMarker>;

class Mark extends GutterMarker {
  constructor(readonly findings: readonly IFinding[]) {
    super();
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof Mark && other.findings === this.findings;
  }

  override toDOM(): HTMLElement {
    const node = document.createElement('span');
    node.className = `nb2pkg-sign nb2pkg-sign-${worst(this.findings) as Severity}`;
    node.title = this.findings.map(one => `${one.code} ${plain(one.message)}`).join('\n');
    return node;
  }
}

/** The marks of a cell's lines. */
export function lineMarksOf(doc: Text, findings: readonly IFinding[]): LineMarks {
  const byLine = new Map<number, IFinding[]>();
  for (const finding of findings) {
    if (finding.output === null && finding.line !== null) {
      const { from } = rangeOf(doc.toString(), finding as ISpan);
      const start = doc.lineAt(from).from;
      byLine.set(start, [...(byLine.get(start) ?? []), finding]);
    }
  }
  const builder = new RangeSetBuilder<GutterMarker>();
  for (const start of [...byLine.keys()].sort((a, b) => a - b)) {
    builder.add(start, start, new Mark(byLine.get(start) ?? []));
  }
  return builder.finish();
}

/** The gutter. `onPick`: a mark has been clicked. */
export function findingsGutter(
  marksIn: (view: EditorView) => LineMarks,
  onPick: (finding: IFinding) => void
): Extension {
  return gutter({
    class: 'nb2pkg-gutter',
    markers: marksIn,
    domEventHandlers: {
      mousedown: (view, line) => {
        let picked: IFinding | undefined;
        marksIn(view).between(line.from, line.from, (_from, _to, mark) => {
          picked = picked ?? (mark instanceof Mark ? mark.findings[0] : undefined);
        });
        if (picked) {
          onPick(picked);
        }
        return picked !== undefined;
      }
    }
  });
}
