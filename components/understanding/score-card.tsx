import { labelWords } from '#lib/domain/messaging/eval/labels.ts'
import type { SetScore } from '#lib/domain/messaging/eval/published.ts'
import { percentWords } from '../decisions/decision-words.ts'
import { SectionCard } from '../ui/section-card.tsx'

interface ScoreCardProps {
  title: string
  /** What this set is. */
  about: string
  score: SetScore
}

const CLASS_WORDS: Record<string, string> = { option: 'Chooses an option', question: 'Asks something' }

/** One set of labelled texts: how many were read right, and how the others were missed. */
export function ScoreCard({ title, about, score }: ScoreCardProps) {
  return (
    <SectionCard title={title}>
      <p className="text-2xl font-semibold tabular-nums">
        {percentWords(score.accuracy)}
        <span className="ms-2 text-sm font-normal text-muted">
          {score.right} of {score.cases} texts read right
        </span>
      </p>
      <p className="pt-1 text-xs text-muted">{about}</p>
      <ul className="pt-3 text-ink-secondary">
        <li>{score.wrong_bookings === 0 ? 'No wrong booking' : `${score.wrong_bookings} wrong bookings`}</li>
        <li>{percentWords(score.hand_over_rate)} handed to a person although the words were clear</li>
        <li>{percentWords(score.false_accept_rate)} taken for something else</li>
      </ul>
      <table className="mt-3 w-full text-xs">
        <caption className="sr-only">{title}, by what was meant</caption>
        <thead>
          <tr className="text-muted">
            <th className="py-1 text-start font-normal">What was meant</th>
            <th className="py-1 text-end font-normal">Read right</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(score.classes).map(([name, { cases, right }]) => (
            <tr key={name} className="border-t border-border">
              <td className="py-1">{CLASS_WORDS[name] ?? labelWords(name)}</td>
              <td className="py-1 text-end whitespace-nowrap tabular-nums">
                {right} of {cases}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </SectionCard>
  )
}
