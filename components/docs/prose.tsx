import { Fragment } from 'react'

const MARK = /(`[^`]+`|\*\*[^*]+\*\*)/

/** Plain sentences with `code` and **strong** words, as the document's descriptions are written. */
export function Prose({ text }: { text: string }) {
  return text.split(MARK).map((part, index) => {
    // Parts of a constant text have no identity but their place.
    const key = index
    if (part.startsWith('`')) {
      return (
        <code key={key} className="rounded bg-surface-tertiary px-1 font-mono text-[0.92em] wrap-anywhere">
          {part.slice(1, -1)}
        </code>
      )
    }
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>
    return <Fragment key={key}>{part}</Fragment>
  })
}
