import { TabLinks } from '../ui/tab-links.tsx'

const TABS = [
  { href: '/providers', label: 'Team' },
  { href: '/providers/services', label: 'Services' },
  { href: '/campaigns', label: 'Campaigns' },
]

export const ProviderTabs = () => <TabLinks label="Providers, services and campaigns" tabs={TABS} />
