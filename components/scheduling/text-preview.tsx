import { TriangleAlert } from 'lucide-react'
import type { TextPreview } from '#lib/domain/messaging/schema.ts'
import { formatMicros } from '../ui/money.ts'

/** The exact text as the patient gets it, with what it costs and what to know before sending. */
export function TextPreviewCard({ preview }: { preview: TextPreview }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="rounded-2xl rounded-br-sm bg-bubble-out px-3 py-2 whitespace-pre-wrap">{preview.text}</p>
      <dl className="flex flex-wrap gap-x-3 text-xs text-muted">
        <Fact term="Segments" value={String(preview.segments)} />
        <Fact term="Estimated price" value={formatMicros(preview.price_micros, preview.currency)} />
        <Fact term="Characters" value={`${preview.characters}, ${preview.encoding}`} />
      </dl>
      {preview.warnings.map((warning) => (
        <p key={warning} className="flex gap-1.5 text-xs text-warning-ink">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" /> {warning}
        </p>
      ))}
    </div>
  )
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div className="flex gap-1">
      <dt>{term}</dt>
      <dd className="text-ink-secondary">{value}</dd>
    </div>
  )
}
