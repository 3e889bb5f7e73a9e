/** What the server tells, and how the panel sorts it. Nothing here knows JupyterLab. */

export type Severity = 'error' | 'warning' | 'info';
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** A stretch of a cell's source: lines from 1, columns from 0 in code points. */
export interface ISpan {
  line: number;
  column: number;
  end_line: number;
  end_column: number;
}

export interface IEdit extends ISpan {
  cell: number;
  new: string;
}

export interface IFix {
  description: string;
  edits: IEdit[];
  cleared_cells: number[];
  removed_cells: number[];
}

export interface IFinding {
  code: string;
  name: string;
  severity: Severity;
  message: string;
  cell: number | null;
  line: number | null;
  column: number | null;
  end_line: number | null;
  end_column: number | null;
  output: number | null;
  heading: string | null;
  execution_count: number | null;
  cure: string;
  fix: IFix | null;
  fingerprint: string;
}

export interface IReport {
  status: string;
  reason: string;
  hint: string;
  suppressed: number;
  findings: IFinding[];
  grade: string;
  points: number;
  rules: { [code: string]: { summary: string; explanation: string } };
}

export interface IFunction {
  name: string;
  module: string;
  text: string;
  takes: string[];
  gives: string[];
  cells: number[];
  is_step: boolean;
}

export interface ILink {
  from: string;
  to: string;
  names: string[];
}

export interface IGraphNode {
  id: string;
  label: string;
  kind: 'input' | 'function' | 'cell' | 'output';
  detail: string;
  cells: number[];
}

export interface IGraphLink {
  from: string;
  to: string;
  names: string[];
  kind: 'value' | 'mutation';
}

/** What `nb2pkg graph --format json` tells. */
export interface IGraph {
  nodes: IGraphNode[];
  links: IGraphLink[];
}

export interface IPlan {
  name: string;
  graph: IGraph | null;
  trouble: string;
  functions: IFunction[];
  links: ILink[];
  cells: { owner: string; fates: string[] }[];
  settings: { name: string; default: string; kind: string }[];
  requirements: string[];
  refusals: { cell: number; message: string; remedy: string }[];
}

export interface IComparison {
  key: string;
  outcome: string;
  function: string | null;
  cell: number | null;
  detail: string;
}

export interface IVerdict {
  result: string;
  comparisons: IComparison[];
  counts: { [outcome: string]: number };
  notes: string[];
}

export interface IPackage {
  name?: string;
  folder?: string;
  files?: string[];
  refusals?: { cell: number; message: string }[];
  verdict?: IVerdict;
  recorded?: string;
}

/** What went wrong, as the server tells it; `lack`: it could not be asked. */
export interface IProblem {
  detail: string;
  hint?: string;
  lack?: 'server' | 'extension' | null;
}

export interface IJob {
  id: string;
  kind: string;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  step: string;
  result: IPackage | null;
  problem: IProblem | null;
}

export interface IFilter {
  text: string;
  hidden: ReadonlySet<Severity>;
}

export interface IGroup {
  key: string;
  cell: number | null;
  severity: Severity | null;
  findings: IFinding[];
}

/** Controls that change the direction of text, or that nobody sees, as escapes. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
}

export interface IPiece {
  text: string;
  isCode: boolean;
}

/** A sentence in pieces: those between backticks are code. With an odd backtick in it, it is one piece of text. */
export function pieces(text: string): IPiece[] {
  const parts = visible(text).split('`');
  if (parts.length % 2 === 0) {
    return [{ text: parts.join('`'), isCode: false }];
  }
  return parts
    .map((part, index) => ({ text: part, isCode: index % 2 === 1 }))
    .filter(piece => piece.text !== '');
}

/** A sentence where nothing but text can be shown. */
export function plain(text: string): string {
  return pieces(text)
    .map(piece => piece.text)
    .join('');
}

/** The same at the beginning of a sentence. */
export function sentence(text: string): string {
  const said = plain(text);
  return said.slice(0, 1).toUpperCase() + said.slice(1);
}

/** How many findings there are of each severity. */
export function countsOf(findings: readonly IFinding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) {
    counts[finding.severity] += 1;
  }
  return counts;
}

/** The worst severity among findings; null if there are none. */
export function worst(findings: readonly IFinding[]): Severity | null {
  const counts = countsOf(findings);
  return SEVERITIES.find(severity => counts[severity] > 0) ?? null;
}

/** The findings that a filter lets through: all words must stand somewhere in the finding. */
export function filtered(findings: readonly IFinding[], filter: IFilter): IFinding[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter(finding => {
    const text = [finding.code, finding.name, finding.message, finding.heading ?? '']
      .join(' ')
      .toLowerCase();
    return !filter.hidden.has(finding.severity) && words.every(word => text.includes(word));
  });
}

/** By cell in the order of the notebook; those about the whole notebook first. */
export function byCell(findings: readonly IFinding[]): IGroup[] {
  const groups = new Map<number, IGroup>();
  for (const finding of findings) {
    const cell = finding.cell ?? -1;
    const group = groups.get(cell) ?? {
      key: `cell ${cell}`,
      cell: finding.cell,
      severity: null,
      findings: []
    };
    group.findings.push(finding);
    groups.set(cell, group);
  }
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** By severity, the worst first. */
export function bySeverity(findings: readonly IFinding[]): IGroup[] {
  return SEVERITIES.map(severity => ({
    key: severity,
    cell: null,
    severity,
    findings: findings.filter(finding => finding.severity === severity)
  })).filter(group => group.findings.length > 0);
}

/** The finding after a place in the notebook, or the first one; null if there is none with a place. */
export function nextAfter(
  findings: readonly IFinding[],
  cell: number,
  line: number
): IFinding | null {
  const placed = findings.filter(finding => finding.cell !== null);
  const later = placed.find(
    ({ cell: c, line: l }) => (c ?? 0) > cell || (c === cell && (l ?? 1) > line)
  );
  return later ?? placed[0] ?? null;
}

/** The modules of a plan with their functions, in order. */
export function modulesOf(plan: IPlan): { name: string; functions: IFunction[] }[] {
  const found = new Map<string, IFunction[]>();
  for (const one of plan.functions) {
    found.set(one.module, [...(found.get(one.module) ?? []), one]);
  }
  return [...found.entries()].map(([name, functions]) => ({ name, functions }));
}

/** Which of so many colours each step of the plan has; neighbours differ. */
export function bandsOf(plan: IPlan, colours: number): Map<string, number> {
  const steps = plan.functions.filter(one => one.is_step);
  steps.sort((a, b) => (a.cells[0] ?? 0) - (b.cells[0] ?? 0));
  return new Map(steps.map((one, index) => [one.name, index % colours]));
}

/** For each step the cells that speak for it, as those in which it begins: not those of a step before it. */
export function speakersOf(plan: IPlan): Map<string, number[]> {
  const order = (plan.graph?.nodes ?? []).map(node => node.label);
  const steps = plan.functions.filter(one => one.is_step);
  steps.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const begun = new Set<number>();
  const found = new Map<string, number[]>();
  for (const step of steps) {
    found.set(
      step.name,
      step.cells.filter(cell => !begun.has(cell))
    );
    step.cells.forEach(cell => begun.add(cell));
  }
  return found;
}

/** The cells that speak for a module: one for each of its steps, or those of its definitions if it has no step. */
export function speakersOfModule(plan: IPlan, module: string): number[][] {
  const own = plan.functions.filter(one => one.module === module);
  const speakers = speakersOf(plan);
  if (own.some(one => one.is_step)) {
    const all = own.filter(one => one.is_step).map(one => speakers.get(one.name) ?? []);
    return all.filter(cells => cells.length > 0);
  }
  const begun = new Set(plan.functions.flatMap(one => (one.is_step ? one.cells : [])));
  const free = own.flatMap(one => one.cells).filter(cell => !begun.has(cell));
  return free.length > 0 ? [free] : [];
}

export type CellResult = 'same' | 'different' | 'open';

/** What a verification found in one cell; `cell` is null for what belongs to none. */
export interface ICellVerdict {
  cell: number | null;
  result: CellResult;
  equal: number;
  total: number;
  differences: IComparison[];
}

/** Whether a difference tells nothing: it could not be compared. */
export function isOpen(difference: IComparison): boolean {
  return !['different', 'missing'].includes(difference.outcome);
}

/** A verdict by cell, in the order of the notebook. */
export function verdictByCell(verdict: IVerdict): ICellVerdict[] {
  const found = new Map<number, IComparison[]>();
  for (const one of verdict.comparisons) {
    const cell = one.cell ?? Infinity;
    found.set(cell, [...(found.get(cell) ?? []), one]);
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cell, all]) => {
      const differences = all.filter(one => !['same', 'close'].includes(one.outcome));
      const isBad = differences.some(one => !isOpen(one));
      return {
        cell: cell === Infinity ? null : cell,
        result: isBad ? 'different' : differences.length > 0 ? 'open' : 'same',
        equal: all.length - differences.length,
        total: all.length,
        differences
      };
    });
}

/** Milliseconds to wait after an edit: never less than ten times as long as the last check took. */
export function patience(delay: number, lastTook: number): number {
  return Math.max(delay, Math.min(10 * lastTook, 30000));
}
