/** Elements made in code. What nodes wrote becomes text nodes here: nothing in this room turns a string into markup. */

export type Child = Node | string | number | false | undefined | readonly Child[];

type Listener = (event: Event) => void;

/** Attributes by their names; `onclick` and the like are listeners; `undefined` and `false` leave out. */
export type Attributes = Readonly<Record<string, string | number | boolean | Listener | undefined>>;

export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

export function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue;
    if (typeof child !== 'object') parent.append(String(child));
    else if (child instanceof Node) parent.append(child);
    else append(parent, child);
  }
}

/** Sizes that depend on figures. Through the object model, which no content policy forbids. */
export function sized<Sized extends HTMLElement>(element: Sized, property: string, value: string): Sized {
  element.style.setProperty(property, value);
  return element;
}
