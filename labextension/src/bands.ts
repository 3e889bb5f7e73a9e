/** Colours beside the cells for the functions that they become. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { bandsOf, CellResult, IPlan } from './model';

export const COLOURS = 8;

/** Says beside the cells what a verification found in them, or takes it away. */
export function paintVerdict(
  panel: NotebookPanel,
  cells: readonly { index: number; result: CellResult; text: string }[]
): void {
  for (const cell of panel.content.widgets) {
    delete cell.node.dataset.nb2pkgVerdict;
    delete cell.node.dataset.nb2pkgSaid;
  }
  for (const { index, result, text } of cells) {
    const cell = panel.content.widgets[index];
    if (cell) {
      cell.node.dataset.nb2pkgVerdict = result;
      cell.node.dataset.nb2pkgSaid = text;
    }
  }
}

/** Paints the bands of a plan, or takes them away. `indexOf`: where a cell of the plan stands now. */
export function paint(
  panel: NotebookPanel,
  plan: IPlan | null,
  indexOf: (cell: number) => number
): void {
  for (const cell of panel.content.widgets) {
    delete cell.node.dataset.nb2pkgBand;
    delete cell.node.dataset.nb2pkgFunction;
  }
  if (plan === null) {
    return;
  }
  const bands = bandsOf(plan, COLOURS);
  let before = '';
  plan.cells.forEach(({ owner }, index) => {
    const cell = panel.content.widgets[indexOf(index)];
    const band = bands.get(owner);
    if (cell && band !== undefined) {
      cell.node.dataset.nb2pkgBand = String(band);
      if (owner !== before) {
        cell.node.dataset.nb2pkgFunction = owner;
      }
      before = owner;
    }
  });
}
