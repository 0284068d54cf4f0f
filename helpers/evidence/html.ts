import { html as build } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

type Value = string | number | HtmlEscapedString;

/** Markup, of HTML or XML: every value in it is escaped, but markup itself; a list of values has one after the other. */
export function html(
  strings: TemplateStringsArray,
  ...values: (Value | readonly Value[])[]
): HtmlEscapedString {
  const page = build(strings, ...values);
  if (page instanceof Promise) throw new TypeError('A value of the page comes later.');
  return page;
}
