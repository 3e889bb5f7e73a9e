/** Findings in the cells' editors: underlined at their places, with what is to be said about them on hover. */

import { Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, DecorationSet, EditorView, hoverTooltip, ViewPlugin } from '@codemirror/view';
import { IFinding, ISpan, SEVERITIES, visible, worst } from './model';
import { rangeOf } from './places';

interface IShown {
  from: number;
  to: number;
  findings: IFinding[];
}

const renewed = StateEffect.define<IFinding[]>();

/** The findings of all cells that are shown somewhere, and the editors that show them. */
export class Diagnostics {
  /** The extension for the editor of the cell with this id. */
  extension(cell: string): Extension {
    const field = StateField.define<{ findings: IFinding[]; marks: DecorationSet }>({
      create: state => {
        const findings = this._findings.get(cell) ?? [];
        return { findings, marks: marksOf(state.doc.toString(), findings) };
      },
      update: (value, transaction) => {
        for (const effect of transaction.effects) {
          if (effect.is(renewed)) {
            const text = transaction.state.doc.toString();
            return { findings: effect.value, marks: marksOf(text, effect.value) };
          }
        }
        return transaction.docChanged
          ? { ...value, marks: value.marks.map(transaction.changes) }
          : value;
      },
      provide: f => EditorView.decorations.from(f, value => value.marks)
    });
    const register = ViewPlugin.define(view => {
      const views = this._views.get(cell) ?? new Set();
      this._views.set(cell, views.add(view));
      return { destroy: () => void views.delete(view) };
    });
    const hover = hoverTooltip((view, pos) => {
      const found: IShown[] = [];
      view.state.field(field).marks.between(pos, pos, (from, to, mark) => {
        const findings: IFinding[] | undefined = mark.spec.findings;
        if (findings) {
          found.push({ from, to, findings });
        }
      });
      const first = found[0];
      return first
        ? {
            pos: first.from,
            end: first.to,
            above: true,
            create: () => ({ dom: tooltipOf(found.flatMap(one => one.findings)) })
          }
        : null;
    });
    return [field, register, hover];
  }

  /** Shows these findings in these cells from now on, and nothing in other cells of the same notebook. */
  show(cells: readonly string[], findings: ReadonlyMap<string, IFinding[]>): void {
    for (const cell of cells) {
      const some = findings.get(cell) ?? [];
      if (some.length === 0 && !this._findings.has(cell)) {
        continue;
      }
      if (some.length > 0) {
        this._findings.set(cell, some);
      } else {
        this._findings.delete(cell);
      }
      for (const view of this._views.get(cell) ?? []) {
        view.dispatch({ effects: renewed.of(some) });
      }
    }
  }

  private _findings = new Map<string, IFinding[]>();
  private _views = new Map<string, Set<EditorView>>();
}

function marksOf(text: string, findings: readonly IFinding[]): DecorationSet {
  const spans = new Map<string, IShown>();
  for (const finding of findings) {
    if (finding.output === null && finding.line !== null) {
      const { from, to } = rangeOf(text, finding as ISpan);
      const shown = spans.get(`${from} ${to}`) ?? { from, to, findings: [] };
      shown.findings.push(finding);
      spans.set(`${from} ${to}`, shown);
    }
  }
  const all = [...spans.values()].filter(one => one.to > one.from);
  all.sort((a, b) => a.from - b.from || a.to - b.to);
  const builder = new RangeSetBuilder<Decoration>();
  for (const one of all) {
    const mark = {
      class: `nb2pkg-mark nb2pkg-mark-${worst(one.findings)}`,
      findings: one.findings
    };
    builder.add(one.from, one.to, Decoration.mark(mark));
  }
  return builder.finish();
}

/** What is to be said about findings. Their texts come from notebooks: they are texts, never markup. */
function tooltipOf(findings: readonly IFinding[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'nb2pkg-tooltip';
  const sorted = [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
  );
  for (const finding of sorted) {
    const line = box.appendChild(document.createElement('div'));
    const code = line.appendChild(document.createElement('span'));
    code.className = `nb2pkg-code nb2pkg-${finding.severity}`;
    code.textContent = finding.code;
    line.appendChild(document.createTextNode(` ${visible(finding.message)}`));
    const name = line.appendChild(document.createElement('span'));
    name.className = 'nb2pkg-rule';
    name.textContent = ` ${finding.name}`;
  }
  return box;
}
