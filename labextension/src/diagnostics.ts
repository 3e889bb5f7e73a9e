/** Findings in the cells' editors: underlined at their places, with what is to be said about them on hover. */

import {
  Compartment,
  Extension,
  RangeSetBuilder,
  StateEffect,
  StateField,
  Text
} from '@codemirror/state';
import { Decoration, DecorationSet, EditorView, hoverTooltip, ViewPlugin } from '@codemirror/view';
import { findingsGutter, lineMarksOf, LineMarks } from './gutter';
import { IFinding, ISpan, SEVERITIES, worst } from './model';
import { rangeOf } from './places';
import { appendSaid } from './said';

interface IShown {
  from: number;
  to: number;
  findings: IFinding[];
}

interface ICellMarks {
  findings: readonly IFinding[];
  marks: DecorationSet;
  lines: LineMarks;
}

const renewed = StateEffect.define<readonly IFinding[]>();

/** Turns the gutter of one editor on or off. */
type Switch = (isOn: boolean) => StateEffect<unknown>;

/** What is shown in the cells of a checked notebook. */
export interface IWays {
  underline: boolean;
  gutter: boolean;
}

/** The findings of all cells that are shown somewhere, and the editors that show them. */
export class Diagnostics {
  /** `onPick`: a mark beside a line has been clicked. */
  constructor(private readonly _onPick: (finding: IFinding) => void) {}

  /** The extension for the editor of the cell with this id. */
  extension(cell: string): Extension {
    const field = StateField.define<ICellMarks>({
      create: state => this._marksOf(state.doc, this._findings.get(cell) ?? []),
      update: (value, transaction) => {
        for (const effect of transaction.effects) {
          if (effect.is(renewed)) {
            return this._marksOf(transaction.state.doc, effect.value);
          }
        }
        return transaction.docChanged
          ? {
              ...value,
              marks: value.marks.map(transaction.changes),
              lines: value.lines.map(transaction.changes)
            }
          : value;
      },
      provide: f => EditorView.decorations.from(f, value => value.marks)
    });
    const beside = findingsGutter(view => view.state.field(field).lines, this._onPick);
    const place = new Compartment();
    const register = ViewPlugin.define(view => {
      const views = this._views.get(cell) ?? new Map<EditorView, Switch>();
      this._views.set(
        cell,
        views.set(view, isOn => place.reconfigure(isOn ? beside : []))
      );
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
    return [field, register, hover, place.of(this._gutters.has(cell) ? beside : [])];
  }

  /** Shows these findings in these cells from now on, and nothing in other cells of the same notebook. */
  show(
    cells: readonly string[],
    findings: ReadonlyMap<string, readonly IFinding[]>,
    ways: IWays
  ): void {
    const isOther = ways.underline !== this._ways.underline;
    this._ways = ways;
    for (const cell of cells) {
      const some = findings.get(cell) ?? [];
      const isRenewed = some.length > 0 || this._findings.has(cell) || isOther;
      if (some.length > 0) {
        this._findings.set(cell, some);
      } else {
        this._findings.delete(cell);
      }
      // In all cells of a notebook or in none, so that their code stays aligned.
      const isSwitched = ways.gutter !== this._gutters.has(cell);
      this._gutters[ways.gutter ? 'add' : 'delete'](cell);
      if (isRenewed || isSwitched) {
        this._views.get(cell)?.forEach((switched, view) => {
          const effects: StateEffect<unknown>[] = isSwitched ? [switched(ways.gutter)] : [];
          view.dispatch({ effects: isRenewed ? [...effects, renewed.of(some)] : effects });
        });
      }
    }
  }

  private _marksOf(doc: Text, findings: readonly IFinding[]): ICellMarks {
    return {
      findings,
      marks: this._ways.underline ? marksOf(doc.toString(), findings) : Decoration.none,
      lines: lineMarksOf(doc, findings)
    };
  }

  private _findings = new Map<string, readonly IFinding[]>();
  private _gutters = new Set<string>();
  private _views = new Map<string, Map<EditorView, Switch>>();
  private _ways: IWays = { underline: true, gutter: true };
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
    line.appendChild(document.createTextNode(' '));
    appendSaid(line, finding.message);
    const name = line.appendChild(document.createElement('span'));
    name.className = 'nb2pkg-rule';
    name.textContent = ` ${finding.name}`;
  }
  return box;
}
