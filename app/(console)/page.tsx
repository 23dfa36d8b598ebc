import { redirect } from 'next/navigation'

/** The day starts on Today. */
export default function HomePage() {
  redirect('/today')
}
