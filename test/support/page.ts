import { parseXML } from '@aws-sdk/xml-builder';

/** An element: its children by their names, its attributes by theirs, its text as `#text`; a text where it has only that. */
export type Element = string | { readonly [name: string]: Element | readonly Element[] };

/** @throws Error where it is not well-formed */
export function parsePage(html: string): Element {
  return parseXML(html) as Element;
}

/** Elements of a name, wherever they stand. */
export function elements(element: Element, name: string): Element[] {
  if (typeof element === 'string') return [];
  return Object.entries(element).flatMap(([key, value]) => {
    const children = [value].flat() as Element[];
    return [...(key === name ? children : []), ...children.flatMap((child) => elements(child, name))];
  });
}

/** The texts of an element and of all in it, each by itself. */
export function texts(element: Element): string[] {
  if (typeof element === 'string') return [element];
  return Object.values(element).flatMap((value) => ([value].flat() as Element[]).flatMap(texts));
}

/** An attribute of an element, empty where it has none. */
export function attribute(element: Element, name: string): string {
  const value = typeof element === 'string' ? '' : element[name];
  return typeof value === 'string' ? value : '';
}
