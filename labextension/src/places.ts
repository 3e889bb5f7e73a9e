/** From nb2pkg's places (lines from 1, columns in code points) to offsets as editors count them (UTF-16). */

import { ISpan } from './model';

/** The offset of a place in a text; places outside are moved to the nearest one inside. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) {
      return text.length;
    }
    start = end + 1;
  }
  let offset = start;
  for (let left = column; left > 0 && offset < text.length && text[offset] !== '\n'; left--) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The stretch of a text to underline: never empty unless the line is. */
export function rangeOf(text: string, span: ISpan): { from: number; to: number } {
  const from = offsetOf(text, span.line, span.column);
  const to = offsetOf(text, span.end_line, span.end_column);
  if (to > from) {
    return { from, to };
  }
  const end = text.indexOf('\n', from);
  return { from, to: end < 0 ? text.length : end };
}
