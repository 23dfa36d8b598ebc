/** A list that has no pages is an array, or the `items` of an object. */
export type Listed<Item> = Item[] | { items: Item[] }

export const listed = <Item>(answer: Listed<Item>): Item[] => (Array.isArray(answer) ? answer : answer.items)
