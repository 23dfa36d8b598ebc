import { TabLinks } from '../ui/tab-links.tsx'

const TABS = [
  { href: '/settings', label: 'Clinics' },
  { href: '/settings/texting', label: 'Texting' },
  { href: '/settings/logins', label: 'Logins' },
  { href: '/settings/keys', label: 'API keys' },
  { href: '/settings/texts', label: 'Texts' },
  { href: '/settings/answers', label: 'Answers' },
  { href: '/settings/understanding', label: 'Understanding' },
  { href: '/settings/opt-outs', label: 'Opt-outs' },
  { href: '/settings/alerts', label: 'Alerts' },
  { href: '/settings/connections', label: 'Connections' },
]

export const SettingsTabs = () => <TabLinks label="Settings" tabs={TABS} />
