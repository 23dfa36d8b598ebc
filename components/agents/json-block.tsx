import { CopyButton } from '../ui/copy-button.tsx'

interface JsonBlockProps {
  title: string
  /** What is copied: "the payload". */
  what: string
  value: unknown
}

/** A JSON value as it is on the wire, to read and to copy. */
export function JsonBlock({ title, what, value }: JsonBlockProps) {
  const text = JSON.stringify(value, null, 2)
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="flex items-center gap-2 font-medium">
        {title}
        <span className="ms-auto">
          <CopyButton text={text} what={what} />
        </span>
      </h3>
      <Pre label={`${title} as JSON`} text={text} />
    </section>
  )
}

/** A text that scrolls in its own box, which therefore takes focus. */
export function Pre({ label, text }: { label: string; text: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-lg bg-surface-tertiary p-3"
    >
      <pre className="font-mono text-2xs">{text}</pre>
    </section>
  )
}
