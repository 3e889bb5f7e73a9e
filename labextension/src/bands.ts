/** Colours beside the cells for the functions that they become. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { bandsOf, IPlan } from './model';

export const COLOURS = 8;

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
